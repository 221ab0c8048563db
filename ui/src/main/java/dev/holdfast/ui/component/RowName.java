package dev.holdfast.ui.component;

import com.vaadin.flow.component.grid.Grid.Column;

/** The column of a grid that names the rows. */
public final class RowName {
    private static final String FREEZE = """
            const narrow = matchMedia('(max-width: 600px)');
            const freeze = () => this.isConnected ? this.frozen = !narrow.matches : narrow.removeEventListener('change', freeze);
            narrow.addEventListener('change', freeze);
            freeze();""";

    private RowName() {}

    /** Marks it for who cannot see it; it stays while others scroll sideways, unless it would take half of the window. */
    public static <T> Column<T> of(Column<T> column) {
        column.setRowHeader(true);
        column.setFrozen(true);
        column.addAttachListener(attached -> column.getElement().executeJs(FREEZE));
        return column;
    }
}
