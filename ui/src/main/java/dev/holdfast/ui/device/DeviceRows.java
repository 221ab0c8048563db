package dev.holdfast.ui.device;

import com.vaadin.flow.component.HasEnabled;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.shell.Go;
import dev.holdfast.ui.shell.GridRows;
import dev.holdfast.ui.shell.Links;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of the device list, and the selection of several. */
final class DeviceRows {
    private final DeviceGrid grid;
    private final GridRows<DeviceView> rows;
    private @Nullable SelectionBar selection;

    DeviceRows(String catalog, boolean selectable) {
        grid = new DeviceGrid(catalog);
        if (selectable) {
            // Before anybody listens to the selection, since listeners belong to a mode.
            grid.makeSelectable();
        }
        rows = new GridRows<>("Devices", grid, DeviceView::id)
                .opening(device -> Go.to(grid, Links.device(catalog, device.id())));
    }

    DeviceGrid grid() {
        return grid;
    }

    GridRows<DeviceView> rows() {
        return rows;
    }

    /** Offers what can be done to the selected devices. */
    void offer(SelectionBar bar) {
        rows.onRows(bar::check);
        rows.addComponentAsFirst(bar);
        selection = bar;
    }

    /** Shows what a query asks for; returns what acts on the whole list. */
    HasEnabled[] show(DeviceQuery query, LinkedPages.@Nullable Total found, ViewMenu views) {
        grid.show(query.columns());
        if (selection == null) {
            return views.exports();
        }
        selection.begin(query.toFilter(), found == null ? new LinkedPages.Total(0, false) : found);
        return Stream.concat(Stream.of(views.exports()), Stream.of(selection)).toArray(HasEnabled[]::new);
    }
}
