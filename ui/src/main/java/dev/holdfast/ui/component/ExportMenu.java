package dev.holdfast.ui.component;

import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import java.io.InputStream;
import java.util.function.Function;

/** A list as a file: what its filter finds, in its order, with its columns; fetched when somebody wants it. */
public final class ExportMenu extends MenuBar {
    private static final int UNKNOWN = -1;

    /** Makes a menu of its own. */
    public ExportMenu() {
        addThemeVariants(MenuBarVariant.TERTIARY);
    }

    /** Offers a list, which {@code content} streams as {@code csv} or {@code ndjson}. */
    public void show(String list, Function<String, InputStream> content) {
        removeAll();
        addTo(this, list, content);
    }

    /** Adds the same to a menu that has more, and returns it. */
    public static MenuItem addTo(MenuBar menu, String list, Function<String, InputStream> content) {
        MenuItem export = menu.addItem("Export");
        export.getSubMenu().addItem(file(list, "csv", "text/csv", "This list as CSV", content));
        export.getSubMenu()
                .addItem(file(list, "ndjson", "application/x-ndjson", "This list as lines of JSON", content));
        return export;
    }

    private static Anchor file(
            String list, String form, String mediaType, String words, Function<String, InputStream> content) {
        Anchor link = new Anchor(
                DownloadHandler.fromInputStream(
                        asked -> new DownloadResponse(content.apply(form), list + "." + form, mediaType, UNKNOWN)),
                words);
        link.setDownload(true);
        return link;
    }
}
