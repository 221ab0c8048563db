package dev.holdfast.ui.shell;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.textfield.TextFieldBase;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.problem.Problem.FieldError;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.component.ApprovalNeeded;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.FieldRules;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.component.Warnings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A dialog with fields and one button. An API error appears at the fields that it names. It appears below all fields if it names none, or
 * one that the dialog lacks.
 */
public class FormDialog extends Dialog {
    private final transient FieldRules rules = new FieldRules();
    private final transient Map<String, HasValidationProperties> named = new HashMap<>();
    private final Div form = new Div();
    private final Outcome outcome = new Outcome();
    private final Warnings approval = new Warnings(List.of(text("form-dialog.approval")));
    /** Says beside the button why it is disabled. */
    private final Span lacking = Styled.as("hf-why-disabled", new Span());

    private final Button submit;
    private final String verb;
    private transient Function<RuntimeException, Component> refusal = Refusal::words;
    private transient BooleanSupplier ready = () -> true;
    private transient Supplier<String> missing = () -> "";
    private transient Runnable action = () -> {};
    private boolean dangerous;
    private boolean staying;

    /** Makes a dialog without fields; {@code verb} is the button's text. */
    public FormDialog(String title, String verb) {
        this.verb = verb;
        setHeaderTitle(title);
        setWidth("34rem");
        submit = new Button(verb, clicked -> submit());
        submit.addThemeVariants(ButtonVariant.PRIMARY);
        submit.setDisableOnClick(true);
        form.addClassName("hf-form");
        approval.setVisible(false);
        form.add(approval, outcome);
        add(form);
        lacking.getElement().setAttribute("aria-live", "polite");
        getFooter().add(lacking, new Button(text("button.cancel"), clicked -> leave()), submit);
        addOpenedChangeListener(opened -> check());
    }

    /** Sets the button's action. The dialog closes afterwards, unless {@link #stay} or {@link #showOnce} was called. */
    public final FormDialog onSubmit(Runnable work) {
        action = work;
        return this;
    }

    /** Adds components below the others. */
    public final void put(Component... components) {
        putBefore(outcome, components);
    }

    /** Adds a component above the others. */
    public final FormDialog first(Component component) {
        form.addComponentAtIndex(form.indexOf(approval) + 1, component);
        return this;
    }

    protected final void putBefore(Component other, Component... components) {
        for (Component component : components) {
            form.addComponentAtIndex(form.indexOf(other), component);
        }
    }

    /** Adds a required text field. {@code valid} checks the stripped text. The first field has the focus. */
    public final <F extends TextFieldBase<?, String>> F required(
            String name, F field, Predicate<String> valid, String mistake) {
        field.setValueChangeMode(ValueChangeMode.EAGER);
        field.setRequiredIndicatorVisible(true);
        field.setAutofocus(named.isEmpty());
        if (field instanceof TextField) {
            submit.addClickShortcut(Key.ENTER).listenOn(field);
        }
        return field(name, field, value -> valid.test(value.strip()), mistake);
    }

    public final <F extends TextFieldBase<?, String>> F required(String name, F field) {
        return required(name, field, value -> !value.isEmpty(), text("form-dialog.required"));
    }

    /** Adds a field for days from 1 to {@code max}, with {@code usual} as its first value. */
    protected final IntegerField days(String label, int max, int usual) {
        IntegerField days = field("days", new IntegerField(label), Objects::nonNull, text("form-dialog.days", max));
        days.setMin(1);
        days.setMax(max);
        days.setValue(usual);
        days.setStepButtonsVisible(true);
        return days;
    }

    public static String stripped(HasValue<?, String> field) {
        return field.getValue().strip();
    }

    /** Adds a field and binds it as {@link #bind} does. */
    public final <V, F extends Component & HasValue<?, V> & HasValidationProperties> F field(
            String name, F field, Predicate<V> valid, String mistake) {
        put(field);
        return bind(name, field, valid, mistake);
    }

    /**
     * Binds a field that is part of the dialog.
     *
     * @param name the field's name in API errors
     * @param valid whether a value is valid; hidden and disabled fields are not checked
     * @param mistake the error text, which says what a valid value is
     */
    public final <V, F extends Component & HasValue<?, V> & HasValidationProperties> F bind(
            String name, F field, Predicate<V> valid, String mistake) {
        named.put(name, field);
        rules.add(field, valid, mistake);
        field.getElement().getStyle().setWidth("100%");
        field.addValueChangeListener(change -> {
            outcome.clear();
            check();
        });
        return field;
    }

    /** Checks a field again whose validity depends on another field. Does not mark it as invalid. */
    protected final void recheck(HasValidationProperties field) {
        if (rules.isValid()) {
            field.setInvalid(false);
        }
        check();
    }

    /** Enables the button only while {@code condition} holds. A change of one of the fields {@code others} checks the condition again. */
    public FormDialog when(BooleanSupplier condition, HasValue<?, ?>... others) {
        BooleanSupplier before = ready;
        ready = () -> before.getAsBoolean() && condition.getAsBoolean();
        for (HasValue<?, ?> field : others) {
            field.addValueChangeListener(change -> check());
        }
        return this;
    }

    /** Shows {@code words} beside the button while it is disabled. */
    protected final void explainDisabled(Supplier<String> words) {
        missing = words;
    }

    /** Sets how to show a failure. {@code words} must rethrow failures of the console, as {@link Refusal#words} does. */
    public FormDialog onFailure(Function<RuntimeException, Component> words) {
        refusal = words;
        return this;
    }

    /** Shows whether the button only requests approval. */
    public FormDialog withApproval(boolean needsApproval) {
        approval.setVisible(needsApproval);
        submit.setText(needsApproval ? text("form-dialog.request") : verb);
        check();
        return this;
    }

    public FormDialog dangerous() {
        dangerous = true;
        return this;
    }

    /** Keeps the dialog open after success. Returns the component that shows the result. */
    protected final Outcome stay() {
        staying = true;
        return outcome;
    }

    /** Keeps a stray click or key from closing a dialog whose content is shown only once. */
    protected final void keepOpen() {
        setCloseOnOutsideClick(false);
        setCloseOnEsc(false);
    }

    /** Shows a secret in place of the fields, between two sentences; {@code copy} is the text of its copy button. */
    protected final void showOnce(String title, String before, String secret, String copy, String after) {
        staying = true;
        setHeaderTitle(title);
        form.removeAll();
        form.add(
                new Paragraph(before),
                Styled.as("hf-secret", new Code(secret)),
                CopyButton.saying(copy, secret, copy),
                new Paragraph(after));
        getFooter().removeAll();
        Button done = new Button(text("button.done"), clicked -> close());
        done.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(done);
    }

    /** Closes after success, a request for approval or Cancel. */
    protected void leave() {
        close();
    }

    /** Called before a failure is shown. */
    protected void beforeFailure() {}

    /**
     * Enables the button if the input is valid and all conditions of {@link #when} hold. A request for approval is never marked as
     * dangerous.
     */
    protected final void check() {
        submit.setEnabled(rules.isValid() && ready.getAsBoolean());
        lacking.setText(submit.isEnabled() ? "" : missing.get());
        submit.setThemeName(ButtonVariant.ERROR.getVariantName(), dangerous && !approval.isVisible());
    }

    /** Shows an API error at the fields that it names. Returns whether it names fields, and this dialog has all of them. */
    private boolean showAtFields(RuntimeException failure) {
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
        return atFields;
    }

    private void submit() {
        outcome.clear();
        staying = false;
        try {
            action.run();
            if (!staying) {
                leave();
            }
        } catch (ApprovalNeeded requested) {
            requested.tell();
            leave();
        } catch (RuntimeException failure) {
            beforeFailure();
            if (!showAtFields(failure)) {
                outcome.show(Tone.CONTRAINDICATED, refusal.apply(failure));
            }
        } finally {
            check();
        }
    }
}
