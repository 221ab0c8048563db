package dev.holdfast.ui.audit;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.time.LocalDate;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The fields that narrow the audit log beside its filter box. */
final class AuditFilters {
    private final Consumer<AuditQuery> go;
    private final TextField actor = field("Who", "Only acts of this user", AuditQuery::withActor);
    private final TextField action =
            field("Act, such as ClaimDevices", "Only acts of this kind", AuditQuery::withAction);
    private final DatePicker since = new DatePicker();
    private final DatePicker until = new DatePicker();
    private final Checkbox people = new Checkbox("People only");
    private AuditQuery query = AuditQuery.ALL;

    /** Makes them; {@code go} is told what somebody asks for. */
    AuditFilters(Consumer<AuditQuery> go) {
        this.go = go;
        actor.addClassName("hf-narrow");
        action.addClassName("hf-narrow");
        day(since, "From", AuditQuery::withSince);
        day(until, "To", AuditQuery::withUntil);
        people.setTooltipText("Leaves out what Holdfast did by itself, such as renewing certificates");
        people.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go.accept(query.withPeople(change.getValue()));
            }
        });
    }

    /** Returns the fields. */
    Div fields() {
        Div fields = new Div(actor, action, since, until, people);
        fields.addClassName("hf-filters");
        return fields;
    }

    /** Shows what is asked for. */
    void show(AuditQuery shown) {
        query = shown;
        actor.setValue(shown.actor());
        action.setValue(shown.action());
        since.setValue(shown.since());
        until.setValue(shown.until());
        people.setValue(shown.people());
    }

    private TextField field(String placeholder, String label, BiFunction<AuditQuery, String, AuditQuery> with) {
        TextField field = new TextField();
        field.setPlaceholder(placeholder);
        field.setAriaLabel(label);
        field.setClearButtonVisible(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go.accept(with.apply(query, change.getValue()));
            }
        });
        return field;
    }

    private void day(DatePicker picker, String label, BiFunction<AuditQuery, LocalDate, AuditQuery> with) {
        picker.setPlaceholder(label);
        picker.setAriaLabel(label);
        picker.setClearButtonVisible(true);
        picker.setI18n(new DatePicker.DatePickerI18n().setDateFormat("yyyy-MM-dd"));
        picker.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go.accept(with.apply(query, change.getValue()));
            }
        });
    }
}
