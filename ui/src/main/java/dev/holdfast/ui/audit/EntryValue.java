package dev.holdfast.ui.audit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.ui.component.RowTable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value before or after an act, as people read it: of several by name a line each, with devices by the beginning of their IDs. */
final class EntryValue {
    private static final int DEVICE = 128;

    private EntryValue() {}

    static Component of(@Nullable Object value) {
        if (value == null) {
            return RowTable.words("");
        }
        if (value instanceof Map<?, ?> values) {
            Div lines = new Div();
            values.forEach((name, one) -> lines.add(new Div(new Code(name(String.valueOf(name)) + ": " + one))));
            return lines;
        }
        return new Span(new Code(value.toString()));
    }

    private static String name(String name) {
        return name.length() == DEVICE ? DeviceId.parse(name).shortText() + "…" : name;
    }
}
