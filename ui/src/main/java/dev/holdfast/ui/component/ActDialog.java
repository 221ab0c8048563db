package dev.holdfast.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * An act that is recorded with its reason: says what it does, asks why, and does it. A refusal stays beside the field,
 * with what was written, which is there again if the dialog has to be opened once more.
 */
public class ActDialog extends Dialog {
    private static final int COMMENT = 500;

    private final TextArea comment = new TextArea("Why");
    private final TextField count = new TextField();
    private final Outcome outcome = new Outcome();
    private final Button act;
    private final Div form = new Div();
    private final TakesTwo second = new TakesTwo();
    private final Unsent unsent;
    private final String verb;
    private boolean dangerous;
    private String counted = "";
    private transient BooleanSupplier ready = () -> true;

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
        this(title, List.of(effect), verb, failed, done);
    }

    /** Makes one that lists what the act does, one effect each. */
    public ActDialog(String title, List<String> effects, String verb, FailureWords failed, Consumer<String> done) {
        setHeaderTitle(title);
        this.verb = verb;
        unsent = new Unsent(title);
        setWidth("34rem");
        comment.setMaxLength(COMMENT);
        comment.setRequired(true);
        comment.setHelperText("One sentence for whoever asks later; it stays in the history and the audit log");
        comment.setValueChangeMode(ValueChangeMode.EAGER);
        comment.setWidthFull();
        comment.setAutofocus(true);
        count.setValueChangeMode(ValueChangeMode.EAGER);
        count.addValueChangeListener(change -> check());
        count.setVisible(false);
        act = new Button(verb);
        act.addThemeVariants(ButtonVariant.PRIMARY);
        act.setEnabled(false);
        act.setDisableOnClick(true);
        comment.addValueChangeListener(change -> check());
        act.addClickListener(clicked -> {
            outcome.clear();
            try {
                done.accept(reason());
                leave();
            } catch (SecondPersonNeeded asked) {
                asked.tell();
                leave();
            } catch (RuntimeException failure) {
                unsent.keep(comment.getValue());
                outcome.show(Tone.CONTRAINDICATED, failed.of(failure));
            } finally {
                check();
            }
        });
        form.addClassName("hf-form");
        form.add(second, words(effects), count, comment, outcome);
        add(form);
        getFooter().add(new Button("Cancel", clicked -> leave()), act);
        comment.setValue(unsent.text());
    }

    private void leave() {
        unsent.forget();
        close();
    }

    private static Component words(List<String> effects) {
        if (effects.size() == 1) {
            return new Paragraph(ShortIds.in(effects.getFirst()));
        }
        UnorderedList list = new UnorderedList();
        effects.forEach(effect -> list.add(new ListItem(ShortIds.in(effect))));
        return list;
    }

    /** A reason is one line in every log, however it was typed. */
    private String reason() {
        return comment.getValue().strip().replaceAll("\\s+", " ");
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
            form.addComponentAtIndex(form.indexOf(count), component);
        }
        return this;
    }

    /** Puts something before the effect, such as what is affected. */
    public ActDialog showing(Component component) {
        form.addComponentAtIndex(form.indexOf(second) + 1, component);
        return this;
    }

    /** Says before anything else whether the act is only asked for, because it takes a second person; so does its button. */
    public ActDialog asking(boolean secondPerson) {
        second.setVisible(secondPerson);
        act.setText(second.verb(verb));
        mark();
        return this;
    }

    /** Asks for the number of what is affected to be typed, so that nobody does it to thousands by one click. */
    public ActDialog counting(int affected, String noun) {
        return confirming(Integer.toString(affected), "Number of " + noun + "s");
    }

    /** Asks for a word to be typed, so that nobody does by one click what has no way back. */
    public ActDialog confirming(String word, String label) {
        counted = word;
        count.setLabel(label);
        count.setHelperText("Type " + word + " to go on");
        count.setRequired(true);
        count.setWidthFull();
        count.setVisible(true);
        // The field that comes first.
        comment.setAutofocus(false);
        count.setAutofocus(true);
        return this;
    }

    /** Takes a shorter reason. */
    public ActDialog atMost(int characters) {
        comment.setMaxLength(characters);
        return this;
    }

    /** Waits until {@code condition} holds, which is asked again when one of {@code fields} changes. */
    public ActDialog when(BooleanSupplier condition, HasValue<?, ?>... fields) {
        ready = condition;
        for (HasValue<?, ?> field : fields) {
            field.addValueChangeListener(change -> check());
        }
        check();
        return this;
    }

    /** Marks the act as one that takes something away. */
    public ActDialog dangerous() {
        dangerous = true;
        mark();
        return this;
    }

    /** To ask takes nothing away. */
    private void mark() {
        act.setThemeName(ButtonVariant.ERROR.getVariantName(), dangerous && !second.isVisible());
    }

    /** Does not ask why. */
    public ActDialog withoutReason() {
        comment.setVisible(false);
        check();
        return this;
    }

    private void check() {
        boolean meant = !count.isVisible() || count.getValue().strip().equals(counted);
        act.setEnabled(meant
                && ready.getAsBoolean()
                && (!comment.isVisible() || !comment.getValue().isBlank()));
    }
}
