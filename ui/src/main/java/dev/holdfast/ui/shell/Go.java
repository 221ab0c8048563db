package dev.holdfast.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.router.Location;

/** The way to another page for buttons; whoever can, uses an anchor instead. */
public final class Go {
    private Go() {}

    /** Goes from the page that {@code here} is on to a link of {@link Links}, with its query. */
    public static void to(Component here, String link) {
        Location location = new Location(link);
        here.getUI().ifPresent(ui -> ui.navigate(location.getPath(), location.getQueryParameters()));
    }
}
