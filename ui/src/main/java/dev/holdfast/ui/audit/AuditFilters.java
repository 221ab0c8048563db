package dev.holdfast.ui.audit;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.ui.component.TimeText;
import java.util.function.Consumer;
import java.util.function.Function;

/** The filter fields of the audit log beside the filter box. */
final class AuditFilters extends Div {
    private final transient Consumer<AuditQuery> go;
    private final TextField actor = field(text("audit.actor"), text("audit.actor"));
    private final TextField action = field(text("audit.action.hint"), text("audit.action"));
    private final DatePicker since = day(text("audit.from"));
    private final DatePicker until = day(text("audit.to"));
    private final Checkbox people = new Checkbox(text("audit.hide-system"));
    private transient AuditQuery query = AuditQuery.ALL;

    /** {@code go} receives the query after each change. */
    AuditFilters(Consumer<AuditQuery> go) {
        this.go = go;
        people.setTooltipText(text("audit.hide-system.hint"));
        listen(actor, AuditQuery.ACTOR, value -> value);
        listen(action, AuditQuery.ACTION, value -> value);
        listen(since, AuditQuery.SINCE, String::valueOf);
        listen(until, AuditQuery.UNTIL, String::valueOf);
        listen(people, AuditQuery.PEOPLE, String::valueOf);
        add(actor, action, since, until, people);
        addClassName("hf-filters");
    }

    void show(AuditQuery shown) {
        query = shown;
        actor.setValue(shown.value(AuditQuery.ACTOR));
        action.setValue(shown.value(AuditQuery.ACTION));
        since.setValue(shown.day(AuditQuery.SINCE));
        until.setValue(shown.day(AuditQuery.UNTIL));
        people.setValue(shown.hidesSystem());
    }

    private <V> void listen(
            HasValue<? extends HasValue.ValueChangeEvent<V>, V> field, String name, Function<V, String> written) {
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go.accept(query.with(name, written.apply(change.getValue())));
            }
        });
    }

    private static TextField field(String placeholder, String label) {
        TextField field = new TextField();
        field.setPlaceholder(placeholder);
        field.setAriaLabel(label);
        field.setClearButtonVisible(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.addClassName("hf-narrow");
        return field;
    }

    private static DatePicker day(String label) {
        DatePicker picker = new DatePicker();
        picker.setPlaceholder(label);
        picker.setAriaLabel(label);
        picker.setClearButtonVisible(true);
        picker.setI18n(TimeText.datePicker());
        return picker;
    }
}
