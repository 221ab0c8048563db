package dev.holdfast.ui.device;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.Grid.Column;
import com.vaadin.flow.component.grid.GridMultiSelectionModel;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.GridRows;
import dev.holdfast.ui.shell.Links;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A grid of devices, for the device list and other pages. */
public final class DeviceGrid extends Grid<DeviceView> {
    static final int PAGE = 50;

    private final String catalog;

    public DeviceGrid(String catalog) {
        this.catalog = catalog;
        setPageSize(PAGE);
        GridRows.wide(GridRows.naming(addComponentColumn(this::identity)), text("devices.column.device"), "12rem", 0)
                .setKey("id");
        DeviceColumns.ALL.forEach(field -> column(field, addOf(field)));
        show(DeviceColumns.DEFAULT);
    }

    /** Shows these columns in their order and hides all others. */
    void show(DeviceColumns columns) {
        List<Column<DeviceView>> order = new ArrayList<>();
        order.add(column("id"));
        Stream.concat(columns.fields().stream(), DeviceColumns.ALL.stream())
                .distinct()
                .forEach(field -> {
                    Column<DeviceView> column = column(field);
                    column.setVisible(columns.fields().contains(field));
                    order.add(column);
                });
        setColumnOrder(order);
    }

    private Column<DeviceView> addOf(String field) {
        return switch (field) {
            case "trust" ->
                addComponentColumn(DeviceGrid::trust).setWidth("9.5rem").setFlexGrow(3);
            case "update" -> narrow(addComponentColumn(DeviceGrid::update));
            case "product" ->
                addColumn(device -> GroupWords.of(device.product(), device.group()))
                        .setWidth("9.5rem");
            case "osVersion" -> narrow(addColumn(device -> orDash(device.osVersion())));
            case "applications" ->
                addColumn(device -> orDash(device.applications().stream()
                                .map(one -> one.name() + " " + one.version())
                                .collect(Collectors.joining(", "))))
                        .setWidth("10rem");
            case "tags" ->
                addColumn(device -> orDash(String.join(", ", device.tags()))).setWidth("8rem");
            case "notes" -> addColumn(device -> orDash(device.notes())).setWidth("12rem");
            case "lastSeen" ->
                narrow(addComponentColumn(device -> TimeText.relative(device.lastSeen(), text("devices.never"))));
            case "lastAttestation" ->
                narrow(addComponentColumn(
                        device -> TimeText.relative(device.lastAttestation(), text("devices.never"))));
            case "certificateExpires" ->
                narrow(addComponentColumn(
                        device -> TimeText.relative(device.certificateExpires(), text("devices.none"))));
            case "trustSince" -> narrow(addComponentColumn(device -> TimeText.relative(device.trustSince(), "–")));
            default -> narrow(addComponentColumn(device -> TimeText.relative(device.claimedAt())));
        };
    }

    private static void column(String field, Column<DeviceView> column) {
        column.setKey(field).setHeader(DeviceColumns.header(field));
    }

    private static Column<DeviceView> narrow(Column<DeviceView> column) {
        return column.setAutoWidth(true).setFlexGrow(0);
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "–" : text;
    }

    void makeSelectable() {
        ((GridMultiSelectionModel<DeviceView>) setSelectionMode(SelectionMode.MULTI))
                .setSelectAllCheckboxVisibility(GridMultiSelectionModel.SelectAllCheckboxVisibility.HIDDEN);
    }

    private Column<DeviceView> column(String key) {
        return Objects.requireNonNull(getColumnByKey(key));
    }

    private Component identity(DeviceView device) {
        String shortId = device.id().shortText();
        Anchor link = new Anchor(Links.device(catalog, device.id()));
        link.add(device.name().isEmpty() ? new Code(shortId) : new Span(device.name()));
        link.getElement().setAttribute("title", device.id().text());
        return Styled.div(
                "hf-device-cell", link, new CopyButton(device.id().text(), text("copy.device-id-of", shortId)));
    }

    /** Returns the state of the update and how long the device has been in it. */
    private static Component update(DeviceView device) {
        return Styled.div(
                "hf-update-cell",
                StatusBadge.ofUpdate(device),
                Styled.as("hf-muted", TimeText.relative(device.update().at(), "")));
    }

    private static Component trust(DeviceView device) {
        Span reason = Styled.as("hf-reason", new Span(device.reason()));
        reason.getElement().setAttribute("title", device.reason());
        return Styled.div("hf-trust-cell", StatusBadge.ofHealth(device), reason);
    }
}
