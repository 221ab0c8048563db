package dev.holdfast.ui.shell;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Styled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Keeps the color scheme in a cookie and applies it before the page is drawn. */
@ApplicationScoped
public class Theme {
    private static final String NAME = "holdfast-theme";

    private enum Choice {
        SYSTEM(Icon.SCREEN, ColorScheme.Value.SYSTEM),
        LIGHT(Icon.SUN, ColorScheme.Value.LIGHT),
        DARK(Icon.MOON, ColorScheme.Value.DARK);

        private final Icon icon;
        private final ColorScheme.Value scheme;

        Choice(Icon icon, ColorScheme.Value scheme) {
            this.icon = icon;
            this.scheme = scheme;
        }

        private String cookieValue() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void start(@Observes ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(Theme::paint);
    }

    private static Choice current() {
        VaadinRequest request = VaadinService.getCurrentRequest();
        return request == null ? Choice.SYSTEM : read(request);
    }

    /** Applies a choice to the open page and keeps it. */
    private static void choose(UI ui, Choice choice) {
        ui.getPage().setColorScheme(choice.scheme);
        VaadinResponse response = VaadinService.getCurrentResponse();
        if (response != null) {
            response.addCookie(ChoiceCookie.of(NAME, choice.cookieValue()));
        }
    }

    /** Puts the color scheme into the page before the browser draws it. */
    private static void paint(IndexHtmlResponse page) {
        Choice choice = read(page.getVaadinRequest());
        page.getDocument().root().children().attr("style", "color-scheme: " + choice.scheme.getValue());
    }

    private static Choice read(VaadinRequest request) {
        String chosen = ChoiceCookie.read(request, NAME);
        return Stream.of(Choice.values())
                .filter(choice -> choice.cookieValue().equals(chosen))
                .findFirst()
                .orElse(Choice.SYSTEM);
    }

    /** The menu in which a person chooses. */
    static final class Switch extends MenuBar {
        private final Map<Choice, MenuItem> items = new EnumMap<>(Choice.class);
        private final MenuItem button;

        Switch() {
            addThemeVariants(MenuBarVariant.TERTIARY);
            setI18n(new MenuBarI18n().setMoreOptions(text("menu.more")));
            button = addItem(text("theme.label"));
            button.setTooltipText(text("theme.label"));
            for (Choice choice : Choice.values()) {
                MenuItem item = button.getSubMenu().addItem(text("theme." + choice.cookieValue()), clicked -> {
                    getUI().ifPresent(ui -> choose(ui, choice));
                    mark(choice);
                });
                item.setCheckable(true);
                items.put(choice, item);
            }
            mark(current());
        }

        private void mark(Choice chosen) {
            items.forEach((choice, item) -> item.setChecked(choice == chosen));
            button.removeAll();
            button.add(chosen.icon.draw(), Styled.hidden(text("theme.label")));
        }
    }
}
