package dev.holdfast.ui.device;

import static dev.holdfast.ui.text.Texts.text;

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
import dev.holdfast.ui.shell.Versioned;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Menu with saved views, columns and the export of the device list. */
final class ViewMenu extends MenuBar {
    private static final String DEVICES = "devices";

    private final transient ViewClient client;
    private final transient ExportClient exports;
    private final transient Consumer<DeviceQuery> chosen;
    private @Nullable MenuItem export;
    /** The view that the open dialog deletes; null before the person chooses. */
    private @Nullable Versioned<SavedView> chosenView;

    ViewMenu(ViewClient client, ExportClient exports, Consumer<DeviceQuery> chosen) {
        this.client = client;
        this.exports = exports;
        this.chosen = chosen;
        addThemeVariants(MenuBarVariant.TERTIARY);
    }

    /** Shows the menu for a list with this filter. Views require a role in the whole catalog. */
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
        List<SavedView> saved = client.views(visit.catalog());
        MenuItem views = addItem(text("devices.views"));
        saved.forEach(view -> views.getSubMenu().addItem(name(view), clicked -> chosen.accept(query(view))));
        views.getSubMenu().addItem(text("devices.views.save.open"), clicked -> save(visit, query, filter));
        List<SavedView> removable = saved.stream()
                .filter(view -> !view.shared() || visit.may(Permission.MANAGE_FLEET))
                .toList();
        if (!removable.isEmpty()) {
            views.getSubMenu()
                    .addItem(
                            text("devices.views.delete.open"),
                            clicked -> delete(visit.catalog(), removable, () -> show(visit, query, filter)));
        }
    }

    private void columns(DeviceQuery query) {
        MenuItem columns = addItem(text("devices.columns"));
        DeviceColumns.ALL.forEach(field -> columns.getSubMenu()
                .addItem(
                        text(
                                query.columns().fields().contains(field)
                                        ? "devices.columns.hide"
                                        : "devices.columns.show",
                                DeviceColumns.header(field)),
                        clicked ->
                                chosen.accept(query.withColumns(query.columns().toggle(field))))
                .setEnabled(!query.columns().isOnly(field)));
    }

    /** Returns the actions on the whole list: the export and {@code other}. */
    HasEnabled[] exports(@Nullable HasEnabled other) {
        return Stream.of(Optional.ofNullable(export), Optional.ofNullable(other))
                .flatMap(Optional::stream)
                .toArray(HasEnabled[]::new);
    }

    static String name(SavedView view) {
        return view.shared() ? text("devices.views.shared", view.name()) : view.name();
    }

    private static DeviceQuery query(SavedView view) {
        return DeviceQuery.ALL
                .withText(view.filter())
                .withSort(ListSort.parse(view.sort(), DeviceQuery.SORTS, DeviceQuery.SORT))
                .withColumns(DeviceColumns.of(view.columns()));
    }

    private void save(Visit visit, DeviceQuery query, String filter) {
        TextField name = new TextField(text("devices.views.name"));
        name.setMaxLength(NewSavedView.MAX_NAME);
        name.setRequired(true);
        name.setWidthFull();
        name.setValueChangeMode(ValueChangeMode.EAGER);
        Checkbox shared = new Checkbox(text("devices.views.save.shared"));
        shared.setVisible(visit.may(Permission.MANAGE_FLEET));
        new ActionDialog(
                        text("devices.views.save.title"),
                        filter.isEmpty() ? text("devices.views.save.all") : text("devices.views.save.filtered", filter),
                        text("devices.views.save.submit"),
                        reason -> {
                            client.save(
                                    visit.catalog(),
                                    new NewSavedView(
                                            name.getValue().strip(),
                                            filter,
                                            query.sort().text(),
                                            query.columns().fields(),
                                            shared.getValue()));
                            Toast.done(text(
                                    "devices.views.save.done", name.getValue().strip()));
                            show(visit, query, filter);
                        })
                .withoutReason()
                .with(name, shared)
                .when(() -> !name.getValue().isBlank(), name)
                .open();
    }

    /** Deletes a view after showing its filter. */
    private void delete(String catalog, List<SavedView> removable, Runnable done) {
        chosenView = null;
        Select<SavedView> which = new Select<>();
        which.setLabel(text("devices.views.delete.view"));
        which.setItems(removable);
        which.setItemLabelGenerator(ViewMenu::name);
        which.setWidthFull();
        which.addValueChangeListener(chosen -> {
            Versioned<SavedView> view =
                    Versioned.of(() -> client.view(catalog, chosen.getValue().id()));
            chosenView = view;
            which.setHelperText(description(view.now()));
        });
        new ActionDialog(
                        text("devices.views.delete.title"),
                        text("devices.views.delete.effect"),
                        text("devices.views.delete.submit"),
                        reason -> {
                            Versioned<SavedView> view = Objects.requireNonNull(chosenView);
                            view.delete(tag -> client.delete(catalog, view.now().id(), tag));
                            Toast.done(
                                    text("devices.views.delete.done", view.now().name()));
                            done.run();
                        })
                .onFailure(failure -> Objects.requireNonNull(chosenView)
                        .refusal(
                                failure,
                                now -> new Facts()
                                        .with(text("devices.views.name"), name(now))
                                        .with(text("devices.views.filter"), description(now))))
                .withoutReason()
                .with(which)
                .when(() -> chosenView != null, which)
                .dangerous()
                .open();
    }

    private static String description(SavedView view) {
        return view.filter().isEmpty() ? text("devices.views.all") : text("devices.views.filtered", view.filter());
    }
}
