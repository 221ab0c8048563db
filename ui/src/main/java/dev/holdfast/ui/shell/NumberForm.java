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

/**
 * A whole number that a catalog is set to. It is changed behind a dialog that says what that does; where somebody else changed it
 * meanwhile, the form says what it is now, and keeps what was typed.
 */
public abstract class NumberForm<T> extends Div {
    private final transient Versioned<T> seen;
    private final transient ToIntFunction<T> number;
    private final transient Runnable changed;
    private final String unit;
    private final int most;
    private final IntegerField field;
    private final Button change = new Button(text("number-form.change"));
    private final Outcome outcome = new Outcome();

    /**
     * Makes it.
     *
     * @param unit the unit of the number: {@code hour} or {@code day}
     * @param most the largest number; the smallest is 1
     * @param help says which are possible, and which one there is at first
     * @param changed called when it was changed
     */
    protected NumberForm(
            Versioned<T> seen, ToIntFunction<T> number, String unit, int most, String help, Runnable changed) {
        this.seen = seen;
        this.number = number;
        this.unit = unit;
        this.most = most;
        this.changed = changed;
        field = new IntegerField(text("number-form." + unit));
        field.setMin(1);
        field.setMax(most);
        field.setStepButtonsVisible(true);
        field.setWidth("16rem");
        field.setHelperText(help);
        String range = text("number-form.range", amount(most));
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
        Div acts = Styled.div("hf-actions", change);
        addClassName("hf-form");
        add(field, acts, outcome);
    }

    /** Makes the dialog that says what another number would do, and does it by {@code act}. */
    protected abstract ActionDialog asking(int before, int after, Runnable act);

    /** Changes it from what has the tag; returns what to say then. */
    protected abstract String change(String tag, int wanted);

    protected final String amount(int of) {
        return Amount.of(of, unit);
    }

    private int before() {
        return number.applyAsInt(seen.now());
    }

    private void ask(int wanted) {
        outcome.clear();
        asking(before(), wanted, () -> send(wanted)).withoutReason().open();
    }

    private void send(int wanted) {
        try {
            String done = seen.change(tag -> change(tag, wanted));
            Toast.done(done);
            changed.run();
        } catch (OperatorProblem refused) {
            if (!Versioned.isConflict(refused)) {
                throw refused;
            }
            outcome.show(Tone.WARNING, seen.refusal(refused, now -> new Paragraph(amount(before()))));
            check();
        }
    }

    private void check() {
        Integer wanted = field.getValue();
        change.setEnabled(wanted != null && wanted >= 1 && wanted <= most && wanted != before());
    }
}
