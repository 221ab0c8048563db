package dev.holdfast.ui.device;

import com.vaadin.flow.component.HasEnabled;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.operator.device.NewSavedView;
import dev.holdfast.contract.operator.device.SavedView;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.component.ExportMenu;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.ListSort;
import dev.holdfast.ui.shell.Seen;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Views of the list that were kept, keeping the one that is shown, and taking it along as a file. */
final class ViewMenu extends MenuBar {
    private static final String DEVICES = "devices";

    private final transient ViewClient client;
    private final transient ExportClient exports;
    private final transient Consumer<DeviceQuery> chosen;
    private @Nullable MenuItem export;
    private @Nullable Seen<SavedView> discarded;

    ViewMenu(ViewClient client, ExportClient exports, Consumer<DeviceQuery> chosen) {
        this.client = client;
        this.exports = exports;
        this.chosen = chosen;
        addThemeVariants(MenuBarVariant.TERTIARY);
    }

    /** Shows what there is for a list of which {@code filter} says what it has: views are of the whole catalog. */
    void show(Visit visit, DeviceQuery query, String filter) {
        removeAll();
        if (visit.may(Permission.READ)) {
            views(visit, query, filter);
        }
        columns(query);
        export = ExportMenu.addTo(
                this,
                DEVICES,
                form -> exports.export(
                        visit.catalog(),
                        DEVICES,
                        form,
                        filter,
                        query.sort().text(),
                        query.columns().exported()));
    }

    private void views(Visit visit, DeviceQuery query, String filter) {
        List<SavedView> kept = client.views(visit.catalog());
        MenuItem views = addItem("Views");
        kept.forEach(view -> views.getSubMenu().addItem(name(view), clicked -> chosen.accept(query(view))));
        views.getSubMenu().addItem("Keep this list…", clicked -> keep(visit, query, filter));
        List<SavedView> removable = kept.stream()
                .filter(view -> !view.shared() || visit.may(Permission.MANAGE_FLEET))
                .toList();
        if (!removable.isEmpty()) {
            views.getSubMenu()
                    .addItem(
                            "Throw away…",
                            clicked -> throwAway(visit.catalog(), removable, () -> show(visit, query, filter)));
        }
    }

    private void columns(DeviceQuery query) {
        MenuItem columns = addItem("Columns");
        DeviceColumns.ALL.forEach(field -> columns.getSubMenu()
                .addItem(
                        (query.columns().fields().contains(field) ? "Hide " : "Show ") + DeviceColumns.header(field),
                        clicked ->
                                chosen.accept(query.withColumns(query.columns().toggle(field))))
                .setEnabled(!query.columns().isOnly(field)));
    }

    /** Returns what acts on the whole list: the export, and {@code other} unless it is null. */
    HasEnabled[] exports(@Nullable HasEnabled other) {
        return Stream.of(Optional.ofNullable(export), Optional.ofNullable(other))
                .flatMap(Optional::stream)
                .toArray(HasEnabled[]::new);
    }

    static String name(SavedView view) {
        return view.name() + (view.shared() ? " · shared" : "");
    }

    private static DeviceQuery query(SavedView view) {
        return DeviceQuery.ALL
                .withText(view.filter())
                .withSort(ListSort.parse(view.sort(), DeviceQuery.SORTS, DeviceQuery.SORT))
                .withColumns(DeviceColumns.of(view.columns()));
    }

    private void keep(Visit visit, DeviceQuery query, String filter) {
        TextField name = new TextField("Name");
        name.setMaxLength(NewSavedView.MOST_NAME);
        name.setRequired(true);
        name.setWidthFull();
        name.setValueChangeMode(ValueChangeMode.EAGER);
        Checkbox shared = new Checkbox("For everybody of this catalog");
        shared.setVisible(visit.may(Permission.MANAGE_FLEET));
        new ActionDialog(
                        "Keep this list",
                        filter.isEmpty()
                                ? "All devices, in the order and with the columns that are shown."
                                : "The devices that meet " + filter
                                        + ", in the order and with the columns that are shown.",
                        "Keep",
                        reason -> {
                            client.save(
                                    visit.catalog(),
                                    new NewSavedView(
                                            name.getValue().strip(),
                                            filter,
                                            query.sort().text(),
                                            query.columns().fields(),
                                            shared.getValue()));
                            Toast.done("Kept as " + name.getValue().strip());
                            show(visit, query, filter);
                        })
                .withoutReason()
                .with(name, shared)
                .when(() -> !name.getValue().isBlank(), name)
                .open();
    }

    /** Asks which of some views to throw away, after a look at what it is. */
    private void throwAway(String catalog, List<SavedView> removable, Runnable done) {
        discarded = null;
        Select<SavedView> which = new Select<>();
        which.setLabel("View");
        which.setItems(removable);
        which.setItemLabelGenerator(ViewMenu::name);
        which.setWidthFull();
        which.addValueChangeListener(chosen -> {
            Seen<SavedView> view =
                    Seen.of(() -> client.view(catalog, chosen.getValue().id()));
            discarded = view;
            which.setHelperText(finds(view.now()));
        });
        new ActionDialog(
                        "Throw a view away",
                        "A view that is shared is gone for everybody of this catalog. Devices stay as they are.",
                        "Throw away",
                        reason -> {
                            Seen<SavedView> view = Objects.requireNonNull(discarded);
                            view.end(tag -> client.delete(catalog, view.now().id(), tag));
                            Toast.done(view.now().name() + " thrown away");
                            done.run();
                        })
                .refusing(failure -> Objects.requireNonNull(discarded)
                        .refusal(
                                failure,
                                now -> new Facts().with("Name", name(now)).with("What it shows", finds(now))))
                .withoutReason()
                .with(which)
                .when(() -> discarded != null, which)
                .dangerous()
                .open();
    }

    private static String finds(SavedView view) {
        return view.filter().isEmpty() ? "All devices" : "Devices that meet " + view.filter();
    }
}
