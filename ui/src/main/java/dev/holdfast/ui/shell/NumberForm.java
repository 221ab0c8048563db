package dev.holdfast.ui.shell;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import java.util.function.ToIntFunction;

/** A setting with a whole number. A dialog shows the effect before each change. A conflict shows the new value and keeps the input. */
public abstract class NumberForm<T> extends Div {
    private final transient Versioned<T> seen;
    private final transient ToIntFunction<T> number;
    private final transient Runnable changed;
    private final String unit;
    private final int max;
    private final IntegerField field;
    private final Button change = new Button(text("number-form.change"));
    private final Outcome outcome = new Outcome();

    /**
     * @param unit the unit of the number: {@code hour} or {@code day}
     * @param max the largest number; the smallest is 1
     * @param help the range and the default
     * @param changed runs after a change
     */
    protected NumberForm(
            Versioned<T> seen, ToIntFunction<T> number, String unit, int max, String help, Runnable changed) {
        this.seen = seen;
        this.number = number;
        this.unit = unit;
        this.max = max;
        this.changed = changed;
        field = new IntegerField(text("number-form." + unit));
        field.setMin(1);
        field.setMax(max);
        field.setStepButtonsVisible(true);
        field.setWidth("16rem");
        field.setHelperText(help);
        String range = text("number-form.range", amount(max));
        field.setI18n(new IntegerField.IntegerFieldI18n()
                .setMinErrorMessage(range)
                .setMaxErrorMessage(range)
                .setBadInputErrorMessage(text("number-form.whole")));
        field.setValueChangeMode(ValueChangeMode.EAGER);
        field.setValue(before());
        field.addValueChangeListener(typed -> check());
        change.addThemeVariants(ButtonVariant.PRIMARY);
        change.addClickListener(clicked -> ask(field.getValue()));
        check();
        Div actions = Styled.div("hf-actions", change);
        addClassName("hf-form");
        add(field, actions, outcome);
    }

    /** Returns the dialog that shows the effect of another number; {@code action} changes it. */
    protected abstract ActionDialog confirmation(int before, int after, Runnable action);

    /** Sends the new number with the entity tag. Returns the message about success. */
    protected abstract String change(String tag, int requested);

    protected final String amount(int of) {
        return Amount.of(of, unit);
    }

    private int before() {
        return number.applyAsInt(seen.now());
    }

    private void ask(int requested) {
        outcome.clear();
        confirmation(before(), requested, () -> send(requested)).withoutReason().open();
    }

    private void send(int requested) {
        try {
            String done = seen.change(tag -> change(tag, requested));
            Toast.done(done);
            changed.run();
        } catch (OperatorProblem problem) {
            if (!Versioned.isConflict(problem)) {
                throw problem;
            }
            outcome.show(Tone.WARNING, seen.refusal(problem, now -> new Paragraph(amount(before()))));
            check();
        }
    }

    private void check() {
        Integer requested = field.getValue();
        change.setEnabled(requested != null && requested >= 1 && requested <= max && requested != before());
    }
}
