package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import java.io.InputStream;
import java.util.function.Function;

/** Downloads a list as a file, with its filter, order and columns. */
public final class ExportMenu extends MenuBar {
    public ExportMenu() {
        addThemeVariants(MenuBarVariant.TERTIARY);
        setI18n(new MenuBarI18n().setMoreOptions(text("menu.more")));
    }

    /** Offers a list. {@code content} gets the format, {@code csv} or {@code ndjson}, and returns the file. */
    public void show(String list, Function<String, InputStream> content) {
        removeAll();
        addTo(this, list, content);
    }

    /** Adds the export to a menu and returns its item. */
    public static MenuItem addTo(MenuBar menu, String list, Function<String, InputStream> content) {
        MenuItem export = menu.addItem(text("export.button"));
        export.getSubMenu().addItem(file(list, "csv", "text/csv", text("export.csv"), content));
        export.getSubMenu().addItem(file(list, "ndjson", "application/x-ndjson", text("export.ndjson"), content));
        return export;
    }

    private static FileDownload file(
            String list, String form, String mediaType, String words, Function<String, InputStream> content) {
        return FileDownload.streamed(words, list + "." + form, mediaType, () -> content.apply(form));
    }
}
