package dev.holdfast.ui.device;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import dev.holdfast.contract.operator.device.NewSavedView;
import dev.holdfast.contract.operator.device.SavedView;
import dev.holdfast.contract.operator.identity.Act;
import dev.holdfast.ui.component.ActDialog;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.Refusal;
import dev.holdfast.ui.shell.Visit;
import java.util.List;
import java.util.function.Consumer;

/** Views of the list that were kept, keeping the one that is shown, and taking it along as a file. */
final class ViewMenu extends MenuBar {
    private static final int UNKNOWN = -1;

    private final transient ViewClient client;
    private final transient Consumer<DeviceQuery> chosen;

    /** Goes to a view that somebody chooses. */
    ViewMenu(ViewClient client, Consumer<DeviceQuery> chosen) {
        this.client = client;
        this.chosen = chosen;
        addThemeVariants(MenuBarVariant.TERTIARY);
    }

    /** Shows what there is for a list of which {@code filter} says what it has. */
    void show(Visit visit, DeviceQuery query, String filter) {
        removeAll();
        MenuItem views = addItem("Views");
        for (SavedView view : client.views(visit.catalog())) {
            views.getSubMenu()
                    .addItem(view.name() + (view.shared() ? " · shared" : ""), clicked -> chosen.accept(query(view)));
        }
        views.getSubMenu().addItem("Keep this list…", clicked -> keep(visit, query, filter));
        List<SavedView> removable = client.views(visit.catalog()).stream()
                .filter(view -> !view.shared() || visit.may(Act.MANAGE_FLEET))
                .toList();
        if (!removable.isEmpty()) {
            MenuItem remove = views.getSubMenu().addItem("Throw away");
            removable.forEach(
                    view -> remove.getSubMenu().addItem(view.name(), clicked -> remove(visit, view, query, filter)));
        }
        MenuItem export = addItem("Export");
        export.getSubMenu().addItem(file(visit, query, filter, "csv", "text/csv"));
        export.getSubMenu().addItem(file(visit, query, filter, "ndjson", "application/x-ndjson"));
    }

    private static DeviceQuery query(SavedView view) {
        return DeviceQuery.ALL.withText(view.filter()).withSort(DeviceSort.parse(view.sort()));
    }

    private Anchor file(Visit visit, DeviceQuery query, String filter, String form, String mediaType) {
        Anchor link = new Anchor(
                DownloadHandler.fromInputStream(asked -> new DownloadResponse(
                        client.export(
                                visit.catalog(), form, filter, query.sort().text()),
                        "devices." + form,
                        mediaType,
                        UNKNOWN)),
                form.equals("csv") ? "This list as CSV" : "This list as lines of JSON");
        link.setDownload(true);
        return link;
    }

    private void keep(Visit visit, DeviceQuery query, String filter) {
        TextField name = new TextField("Name");
        name.setMaxLength(NewSavedView.MOST_NAME);
        name.setRequired(true);
        name.setWidthFull();
        name.setValueChangeMode(ValueChangeMode.EAGER);
        Checkbox shared = new Checkbox("For everybody of this catalog");
        shared.setVisible(visit.may(Act.MANAGE_FLEET));
        new ActDialog(
                        "Keep this list",
                        filter.isEmpty()
                                ? "All devices, in the order that is shown."
                                : "The devices that meet " + filter + ", in the order that is shown.",
                        "Keep",
                        Refusal::words,
                        reason -> {
                            client.save(
                                    visit.catalog(),
                                    new NewSavedView(
                                            name.getValue().strip(),
                                            filter,
                                            query.sort().text(),
                                            List.of(),
                                            shared.getValue()));
                            Toast.done("Kept as " + name.getValue().strip());
                            show(visit, query, filter);
                        })
                .withoutReason()
                .with(name, shared)
                .when(() -> !name.getValue().isBlank(), name)
                .open();
    }

    private void remove(Visit visit, SavedView view, DeviceQuery query, String filter) {
        client.delete(visit.catalog(), view.id());
        Toast.done(view.name() + " thrown away");
        show(visit, query, filter);
    }
}
