package dev.holdfast.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.function.Consumer;

/**
 * An act that is recorded with its reason: says what it does, asks why, and does it. A refusal stays beside the field,
 * with what was written.
 */
public class ActDialog extends Dialog {
    private static final int COMMENT = 500;

    private final TextArea comment = new TextArea("Why");
    private final Outcome outcome = new Outcome();
    private final Button act;
    private final Div form = new Div();

    /**
     * Makes one.
     *
     * @param title what is done, such as {@code Roll back}
     * @param effect what that does, in sentences
     * @param verb the button's words
     * @param failed makes a problem text of a failure of {@code done}
     * @param done does it, given the comment
     */
    public ActDialog(String title, String effect, String verb, FailureWords failed, Consumer<String> done) {
        setHeaderTitle(title);
        setWidth("34rem");
        comment.setMaxLength(COMMENT);
        comment.setRequired(true);
        comment.setHelperText("One sentence for whoever asks later; it stays in the history and the audit log");
        comment.setValueChangeMode(ValueChangeMode.EAGER);
        comment.setWidthFull();
        comment.setAutofocus(true);
        act = new Button(verb);
        act.addThemeVariants(ButtonVariant.PRIMARY);
        act.setEnabled(false);
        act.setDisableOnClick(true);
        comment.addValueChangeListener(change -> check());
        act.addClickListener(clicked -> {
            outcome.clear();
            try {
                done.accept(comment.getValue().strip());
                close();
            } catch (RuntimeException failure) {
                outcome.show(Tone.CONTRAINDICATED, failed.of(failure));
            } finally {
                check();
            }
        });
        form.addClassName("hf-form");
        form.add(new Paragraph(effect), comment, outcome);
        add(form);
        getFooter().add(new Button("Cancel", clicked -> close()), act);
    }

    /** Makes words of a failure; rethrows what is no answer of the operator API. */
    @FunctionalInterface
    public interface FailureWords {
        /** Returns what to show. */
        Component of(RuntimeException failure);
    }

    /** Puts something between the effect and the reason. */
    public ActDialog with(Component... components) {
        for (Component component : components) {
            form.addComponentAtIndex(form.indexOf(comment), component);
        }
        return this;
    }

    /** Takes a shorter reason. */
    public ActDialog atMost(int characters) {
        comment.setMaxLength(characters);
        return this;
    }

    /** Marks the act as one that takes something away. */
    public ActDialog dangerous() {
        act.addThemeVariants(ButtonVariant.ERROR);
        return this;
    }

    /** Does not ask why. */
    public ActDialog withoutReason() {
        comment.setVisible(false);
        check();
        return this;
    }

    private void check() {
        act.setEnabled(!comment.isVisible() || !comment.getValue().isBlank());
    }
}
