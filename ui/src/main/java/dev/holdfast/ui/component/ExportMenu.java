package dev.holdfast.ui.component;

import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import java.io.InputStream;
import java.util.function.Function;

/** A list as a file: what its filter finds, in its order, with its columns; fetched when somebody wants it. */
public final class ExportMenu extends MenuBar {
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

    private static FileDownload file(
            String list, String form, String mediaType, String words, Function<String, InputStream> content) {
        return FileDownload.streamed(words, list + "." + form, mediaType, () -> content.apply(form));
    }
}
