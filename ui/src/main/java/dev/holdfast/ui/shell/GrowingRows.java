package dev.holdfast.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.dom.Element;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rows of a list with a button for more. Components of unchanged rows stay, so that the focus stays. */
public abstract class GrowingRows<T> extends ListRows<T> {
    private final int page;
    private final ListEnd end;
    private final transient Map<Object, Shown<T>> shown = new LinkedHashMap<>();
    private transient @Nullable Component empty;
    private int requested;

    private record Shown<T>(T row, Component component) {}

    GrowingRows(int page, Function<T, Object> id) {
        super(id);
        this.page = page;
        this.requested = page;
        end = new ListEnd(page, this::more);
    }

    /** Returns the component whose children are the rows. */
    abstract HasComponents body();

    /** Returns the component to add: the body, or a frame around it. */
    abstract Component list();

    abstract Component make(T row);

    /** Shows a changed row; returns its component. */
    abstract Component change(Component component, T row);

    @Override
    public final int rowsToReload() {
        return shown.size();
    }

    @Override
    final void begin(Component nothing, int atLeast) {
        empty = nothing;
        requested = Math.max(page, atLeast);
        update();
    }

    @Override
    final void reread(Predicate<T> changes) {
        pages().markOutdated(0, requested, changes);
        update();
    }

    private void more() {
        requested += page;
        update();
        rowsLoaded();
    }

    private void update() {
        List<T> rows = pages().rows(0, requested);
        place(rows);
        end.show(rows.size(), pages());
        Component content = pages().isEmpty() ? empty : rows.isEmpty() ? null : list();
        if (content == null || content.getParent().filter(this::equals).isEmpty()) {
            removeAll();
            if (content != null) {
                add(content);
            }
            add(end);
        }
    }

    private void place(List<T> rows) {
        Map<Object, T> byKey = new LinkedHashMap<>();
        for (T row : rows) {
            Object key = id(row);
            while (byKey.putIfAbsent(key, row) != null) {
                // A row that moved between two reads can be on two pages.
                key = List.of(key);
            }
        }
        shown.entrySet().removeIf(entry -> {
            boolean gone = !byKey.containsKey(entry.getKey());
            if (gone) {
                entry.getValue().component().removeFromParent();
            }
            return gone;
        });
        Map<Object, Shown<T>> before = Map.copyOf(shown);
        shown.clear();
        int index = 0;
        for (Map.Entry<Object, T> entry : byKey.entrySet()) {
            shown.put(entry.getKey(), placeRow(before.get(entry.getKey()), entry.getValue(), index));
            index++;
        }
    }

    private Shown<T> placeRow(@Nullable Shown<T> before, T row, int index) {
        Component component = before == null
                ? make(row)
                : row.equals(before.row()) ? before.component() : change(before.component(), row);
        if (before != null && !component.equals(before.component())) {
            before.component().removeFromParent();
        }
        Element list = body().getElement();
        if (index >= list.getChildCount() || !list.getChild(index).equals(component.getElement())) {
            body().addComponentAtIndex(index, component);
        }
        return new Shown<>(row, component);
    }
}
