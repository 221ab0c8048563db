package dev.holdfast.ui.shell;

import dev.holdfast.ui.client.ExportClient;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.component.ExportMenu;
import dev.holdfast.ui.component.FilterBox;
import dev.holdfast.ui.component.PageHeader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The head of a list: heading with the count and the export, and the filter box, which switches the export off while it cannot be read. */
final class ListHead {
    private final @Nullable ExportClient exports;
    private final ListSpec spec;
    private final ExportMenu export = new ExportMenu();
    private final PageHeader header;
    private final FilterBox box;

    /** Makes it; {@code exports} is null for a list without exports, {@code filtered} receives what somebody writes into the box. */
    ListHead(ListSpec spec, @Nullable ExportClient exports, Consumer<String> filtered) {
        this.spec = spec;
        this.exports = exports;
        header = new PageHeader(spec.title()).offer(export);
        box = new FilterBox(
                spec.filter().vocabulary(), spec.filter().label(), spec.filter().hint(), filtered);
        box.guard(export);
    }

    PageHeader header() {
        return header;
    }

    FilterBox box() {
        return box;
    }

    /** Offers what a request finds as a file, to somebody who may export the list. */
    void export(boolean allowed, String catalog, ListRequest request) {
        ListSpec.Exported file = spec.exported();
        export.setVisible(allowed && exports != null && file != null);
        if (exports != null && file != null) {
            export.show(
                    file.list(),
                    form -> exports.export(
                            catalog, file.list(), form, request.filter(), request.sort(), file.columns()));
        }
    }

    /** Shows neither count nor export, to somebody who may not see the list. */
    void close() {
        header.say("");
        export.setVisible(false);
    }
}
