package dev.holdfast.ui.audit;

import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.function.Consumer;
import java.util.function.Function;

/** The fields that narrow the audit log beside its filter box. */
final class AuditFilters extends Div {
    private final transient Consumer<AuditQuery> go;
    private final TextField actor = text("Who", "Only acts of this user");
    private final TextField action = text("Act, such as ClaimDevices", "Only acts of this kind");
    private final DatePicker since = day("From");
    private final DatePicker until = day("To");
    private final Checkbox people = new Checkbox("People only");
    private transient AuditQuery query = AuditQuery.ALL;

    /** Makes them; {@code go} receives what somebody asks for. */
    AuditFilters(Consumer<AuditQuery> go) {
        this.go = go;
        people.setTooltipText("Leaves out what Holdfast did by itself, such as renewing certificates");
        listen(actor, AuditQuery.ACTOR, text -> text);
        listen(action, AuditQuery.ACTION, text -> text);
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
        people.setValue(shown.isOfPeople());
    }

    private <V> void listen(
            HasValue<? extends HasValue.ValueChangeEvent<V>, V> field, String name, Function<V, String> written) {
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go.accept(query.with(name, written.apply(change.getValue())));
            }
        });
    }

    private static TextField text(String placeholder, String label) {
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
        picker.setI18n(new DatePicker.DatePickerI18n().setDateFormat("yyyy-MM-dd"));
        return picker;
    }
}
