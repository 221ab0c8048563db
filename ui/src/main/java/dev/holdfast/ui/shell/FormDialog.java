package dev.holdfast.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.textfield.TextFieldBase;
import com.vaadin.flow.data.binder.Binder;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.problem.Problem.FieldError;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.SecondPersonNeeded;
import dev.holdfast.ui.component.TakesTwo;
import dev.holdfast.ui.component.Tone;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A dialog with fields and one button. The button is enabled while all fields are valid. A refusal of the operator API stands at the fields
 * that it names, or below all fields; what was typed stays. Start with {@link #field} and {@link #onSubmit}.
 */
public class FormDialog extends Dialog {
    private final Binder<FormDialog> binder = new Binder<>();
    private final Map<String, HasValidationProperties> named = new HashMap<>();
    private final Div form = new Div();
    private final Outcome outcome = new Outcome();
    private final TakesTwo approval = new TakesTwo();
    private final Button submit;
    private final String verb;
    private transient RefusalWords refusal = Refusal::words;
    private transient BooleanSupplier ready = () -> true;
    private transient Runnable action = () -> {};
    private boolean dangerous;
    private boolean staying;

    /** Makes the text of a refusal; rethrows what is not an answer of the operator API. */
    @FunctionalInterface
    public interface RefusalWords {
        /** Returns what to show. */
        Component of(RuntimeException failure);
    }

    /** Makes a dialog without fields; {@code verb} is the text of its button. */
    public FormDialog(String title, String verb) {
        this.verb = verb;
        setHeaderTitle(title);
        setWidth("34rem");
        submit = new Button(verb, clicked -> submit());
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.setDisableOnClick(true);
        form.addClassName("hf-form");
        form.add(approval, outcome);
        add(form);
        getFooter().add(new Button("Cancel", clicked -> leave()), submit);
        addOpenedChangeListener(opened -> check());
    }

    /** Sets what the button does. The dialog closes afterwards, unless {@link #stay} was called. */
    public final FormDialog onSubmit(Runnable work) {
        action = work;
        return this;
    }

    /** Adds components below those that are there. */
    public final FormDialog put(Component... components) {
        for (Component component : components) {
            form.addComponentAtIndex(form.indexOf(outcome), component);
        }
        return this;
    }

    /** Adds a component at the top. */
    public final FormDialog first(Component component) {
        form.addComponentAtIndex(form.indexOf(approval) + 1, component);
        return this;
    }

    /** Adds components above another one. */
    protected final void putBefore(Component other, Component... components) {
        for (Component component : components) {
            form.addComponentAtIndex(form.indexOf(other), component);
        }
    }

    /** Adds a required text, which is valid if the text without blanks around it fits. The first one has the focus. */
    public final <F extends TextFieldBase<?, String>> F text(
            String name, F field, Predicate<String> valid, String mistake) {
        field.setValueChangeMode(ValueChangeMode.EAGER);
        field.setRequiredIndicatorVisible(true);
        if (field instanceof TextField line) {
            line.setAutofocus(named.isEmpty());
            submit.addClickShortcut(Key.ENTER).listenOn(line);
        } else if (field instanceof TextArea area) {
            area.setAutofocus(named.isEmpty());
        }
        return field(name, field, text -> valid.test(text.strip()), mistake);
    }

    /** Adds a required text of any characters. */
    public final <F extends TextFieldBase<?, String>> F text(String name, F field) {
        return text(name, field, text -> !text.isEmpty(), "Required");
    }

    /** Returns the text of a field without blanks around it. */
    public static String stripped(HasValue<?, String> field) {
        return field.getValue().strip();
    }

    /** Adds a field below those that are there. */
    public final <V, F extends Component & HasValue<?, V> & HasValidationProperties> F field(
            String name, F field, Predicate<V> valid, String mistake) {
        put(field);
        return bind(name, field, valid, mistake);
    }

    /**
     * Binds a field that stands somewhere in the dialog.
     *
     * @param name the name that the operator API refuses it by
     * @param valid whether the button may be pressed with a value; not asked while the field is hidden
     * @param mistake says at the field what a valid value is
     */
    public final <V, F extends Component & HasValue<?, V> & HasValidationProperties> F bind(
            String name, F field, Predicate<V> valid, String mistake) {
        named.put(name, field);
        field.getElement().getStyle().setWidth("100%");
        binder.forField(field)
                .withValidator(valid::test, mistake)
                .bind(dialog -> field.getValue(), (dialog, value) -> {});
        field.addValueChangeListener(change -> check());
        return field;
    }

    /** Waits until {@code condition} holds as well, which is asked again when one of {@code fields} changes. */
    public FormDialog when(BooleanSupplier condition, HasValue<?, ?>... fields) {
        ready = condition;
        for (HasValue<?, ?> field : fields) {
            field.addValueChangeListener(change -> check());
        }
        return this;
    }

    /** Shows refusals in other words. */
    public FormDialog refusing(RefusalWords words) {
        refusal = words;
        return this;
    }

    /** Says first whether the button only requests approval. */
    public FormDialog asking(boolean needsApproval) {
        approval.setVisible(needsApproval);
        submit.setText(approval.verb(verb));
        mark();
        return this;
    }

    /** Marks the button as one that takes something away. */
    public FormDialog dangerous() {
        dangerous = true;
        mark();
        return this;
    }

    /** Requesting approval takes nothing away. */
    private void mark() {
        submit.setThemeName(ButtonVariant.ERROR.getVariantName(), dangerous && !approval.isVisible());
    }

    /** Leaves the dialog open after success. */
    protected final Outcome stay() {
        staying = true;
        return outcome;
    }

    /** Shows in place of the fields what is shown once only. */
    protected final void showOnce(String title, Component... components) {
        staying = true;
        setHeaderTitle(title);
        form.removeAll();
        form.add(components);
        getFooter().removeAll();
        Button done = new Button("Done", clicked -> close());
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(done);
    }

    /** Prevents that a click beside the dialog loses what is shown once only. */
    protected final void stayUntilClosed() {
        setCloseOnOutsideClick(false);
        setCloseOnEsc(false);
    }

    /** Closes after success, a request for approval or Cancel. */
    protected void leave() {
        close();
    }

    /** Called before a refusal is shown. */
    protected void refused() {}

    /** Returns whether the button may be pressed. */
    protected boolean isComplete() {
        return binder.isValid() && ready.getAsBoolean();
    }

    /** Enables the button if the dialog is complete. */
    protected final void check() {
        submit.setEnabled(isComplete());
    }

    private void submit() {
        outcome.clear();
        staying = false;
        try {
            action.run();
            if (!staying) {
                leave();
            }
        } catch (SecondPersonNeeded asked) {
            asked.tell();
            leave();
        } catch (RuntimeException failure) {
            refused();
            show(failure);
        } finally {
            check();
        }
    }

    private void show(RuntimeException failure) {
        List<FieldError> errors =
                failure instanceof OperatorProblem problem ? problem.problem().errors() : List.of();
        boolean atFields = !errors.isEmpty();
        for (FieldError error : errors) {
            HasValidationProperties field = named.get(error.field());
            if (field == null) {
                atFields = false;
            } else {
                field.setErrorMessage(Clause.start(error.message()));
                field.setInvalid(true);
            }
        }
        if (!atFields) {
            outcome.show(Tone.CONTRAINDICATED, refusal.of(failure));
        }
    }
}
