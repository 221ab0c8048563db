package dev.holdfast.ui.device;

import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.device.SavedView;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Seen;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Throws a view away that somebody chooses, after a look at what it is. */
final class ThrowAway {
    private final ViewClient client;
    private final String catalog;
    private final Runnable done;
    private final Select<SavedView> which = new Select<>();
    private @Nullable Seen<SavedView> seen;

    private ThrowAway(ViewClient client, String catalog, Runnable done) {
        this.client = client;
        this.catalog = catalog;
        this.done = done;
    }

    /** Asks which of some; {@code done} is called when one is gone. */
    static void open(ViewClient client, String catalog, List<SavedView> removable, Runnable done) {
        new ThrowAway(client, catalog, done).open(removable);
    }

    private void open(List<SavedView> removable) {
        which.setLabel("View");
        which.setItems(removable);
        which.setItemLabelGenerator(ViewMenu::name);
        which.setWidthFull();
        which.addValueChangeListener(chosen -> {
            Seen<SavedView> view =
                    Seen.of(() -> client.view(catalog, chosen.getValue().id()));
            seen = view;
            which.setHelperText(finds(view.now()));
        });
        new ActionDialog(
                        "Throw a view away",
                        "A view that is shared is gone for everybody of this catalog. Devices stay as they are.",
                        "Throw away",
                        reason -> remove())
                .refusing(failure -> chosen().refusal(
                                failure,
                                now -> new Facts()
                                        .with("Name", ViewMenu.name(now))
                                        .with("What it shows", finds(now))))
                .withoutReason()
                .with(which)
                .when(() -> seen != null, which)
                .dangerous()
                .open();
    }

    private Seen<SavedView> chosen() {
        return Objects.requireNonNull(seen, "a view is chosen before the button can be pressed");
    }

    private void remove() {
        SavedView view = chosen().now();
        chosen().end(tag -> client.delete(catalog, view.id(), tag));
        Toast.done(view.name() + " thrown away");
        done.run();
    }

    private static String finds(SavedView view) {
        return view.filter().isEmpty() ? "All devices" : "Devices that meet " + view.filter();
    }
}
