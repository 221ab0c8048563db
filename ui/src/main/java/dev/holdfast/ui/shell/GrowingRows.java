package dev.holdfast.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a list that grows by a page when somebody asks. Components of rows stay where they are while other rows come, change or
 * go, so that nobody loses the focus.
 */
public abstract class GrowingRows<T> extends ListRows<T> {
    private final int page;
    private final ListEnd end;
    private final transient Map<Object, Shown<T>> shown = new LinkedHashMap<>();
    private transient @Nullable Component empty;
    private int asked;

    private record Shown<T>(T row, Component component) {}

    GrowingRows(int page, Function<T, Object> id) {
        super(id);
        this.page = page;
        this.asked = page;
        end = new ListEnd(page, this::more);
    }

    abstract HasComponents body();

    /** Returns the component that stands there as long as there are rows. */
    abstract Component list();

    abstract Component make(T row);

    /** Shows a row that has changed; returns the component that shows it from now on. */
    abstract Component change(Component component, T row);

    @Override
    public final int shown() {
        return shown.size();
    }

    @Override
    final void begin(Component nothing, int atLeast) {
        empty = nothing;
        asked = Math.max(page, atLeast);
        update();
    }

    @Override
    final void reread(Predicate<T> changes) {
        pages().renew(0, asked, changes);
        update();
    }

    private void more() {
        asked += page;
        update();
        told();
    }

    private void update() {
        List<T> rows = pages().rows(0, asked);
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
        Map<Object, T> wanted = new LinkedHashMap<>();
        for (T row : rows) {
            Object key = id(row);
            while (wanted.putIfAbsent(key, row) != null) {
                // A row that moved while pages were read is in two of them.
                key = List.of(key);
            }
        }
        shown.entrySet().removeIf(entry -> {
            boolean gone = !wanted.containsKey(entry.getKey());
            if (gone) {
                entry.getValue().component().removeFromParent();
            }
            return gone;
        });
        List<Object> order = wanted.keySet().stream().filter(shown::containsKey).toList();
        if (!order.equals(List.copyOf(shown.keySet()))) {
            body().removeAll();
            shown.clear();
        }
        Map<Object, Shown<T>> before = Map.copyOf(shown);
        shown.clear();
        int index = 0;
        for (Map.Entry<Object, T> entry : wanted.entrySet()) {
            shown.put(entry.getKey(), placed(before.get(entry.getKey()), entry.getValue(), index));
            index++;
        }
    }

    private Shown<T> placed(@Nullable Shown<T> before, T row, int index) {
        if (before == null) {
            Component made = make(row);
            body().addComponentAtIndex(index, made);
            return new Shown<>(row, made);
        }
        if (row.equals(before.row())) {
            return before;
        }
        Component changed = change(before.component(), row);
        if (!changed.equals(before.component())) {
            before.component().removeFromParent();
            body().addComponentAtIndex(index, changed);
        }
        return new Shown<>(row, changed);
    }
}
