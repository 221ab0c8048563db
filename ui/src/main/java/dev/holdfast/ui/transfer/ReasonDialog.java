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
import java.util.List;
import java.util.function.Consumer;

/** States what an act does before it is done, and asks why: the reason goes into the audit log. */
public final class ReasonDialog extends Dialog {
    private final Div form = new Div();
    private final TextField reason = new TextField("Reason");
    private final Button act;

    /**
     * Makes a dialog.
     *
     * @param title what is to be done, and to what
     * @param verb the button's words
     * @param effects what will happen, one sentence each
     * @param done called with the reason; the dialog closes unless it fails
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
            try {
                done.accept(reason.getValue().strip());
                close();
            } finally {
                check();
            }
        });
        form.add(list, reason);
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

    private void check() {
        act.setEnabled(!reason.getValue().isBlank());
    }
}
