package dev.holdfast.ui.transfer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Refusal;
import java.util.List;
import java.util.function.Consumer;

/** States what an act does before it is done, and asks why: the reason goes into the audit log. */
public final class ReasonDialog extends Dialog {
    private final Div form = new Div();
    private final TextField reason = new TextField("Reason");
    private final TextField count = new TextField();
    private final Outcome outcome = new Outcome();
    private final Button act;
    private String counted = "";

    /**
     * Makes a dialog.
     *
     * @param title what is to be done, and to what
     * @param verb the button's words
     * @param effects what will happen, one sentence each
     * @param done called with the reason; the dialog closes unless it fails, and a refusal stays in it
     */
    public ReasonDialog(String title, String verb, List<String> effects, Consumer<String> done) {
        setHeaderTitle(title);
        setWidth("34rem");
        UnorderedList list = new UnorderedList();
        effects.forEach(effect -> list.add(new ListItem(effect)));
        reason.setHelperText("For the audit log and whoever asks later");
        reason.setMaxLength(Reason.MAX_LENGTH);
        reason.setRequired(true);
        reason.setWidthFull();
        reason.setValueChangeMode(ValueChangeMode.EAGER);
        reason.setAutofocus(true);
        act = new Button(verb);
        act.addThemeVariants(ButtonVariant.PRIMARY);
        act.setEnabled(false);
        act.setDisableOnClick(true);
        reason.addValueChangeListener(change -> check());
        act.addClickListener(clicked -> {
            outcome.clear();
            try {
                done.accept(reason.getValue().strip());
                close();
            } catch (RuntimeException failure) {
                outcome.show(Tone.CONTRAINDICATED, Refusal.words(failure));
            } finally {
                check();
            }
        });
        count.setValueChangeMode(ValueChangeMode.EAGER);
        count.addValueChangeListener(change -> check());
        count.setVisible(false);
        form.add(list, count, reason, outcome);
        form.addClassName("hf-form");
        add(form);
        getFooter().add(new Button("Cancel", clicked -> close()), act);
    }

    /** Marks the act as one that takes something away. */
    public ReasonDialog dangerous() {
        act.addThemeVariants(ButtonVariant.ERROR);
        return this;
    }

    /** Puts something before the reason, such as what is affected. */
    public ReasonDialog showing(Component component) {
        form.addComponentAsFirst(component);
        return this;
    }

    /** Asks for the number of what is affected to be typed, so that nobody does it to thousands by one click. */
    public ReasonDialog counting(int affected, String noun) {
        counted = Integer.toString(affected);
        count.setLabel("Number of " + noun + "s");
        count.setHelperText("Type " + counted + " to go on");
        count.setRequired(true);
        count.setWidthFull();
        count.setVisible(true);
        return this;
    }

    private void check() {
        boolean meant = !count.isVisible() || count.getValue().strip().equals(counted);
        act.setEnabled(meant && !reason.getValue().isBlank());
    }
}
