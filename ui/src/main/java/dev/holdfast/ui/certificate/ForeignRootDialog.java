package dev.holdfast.ui.certificate;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.operator.authority.ForeignRootCertificate;
import dev.holdfast.contract.operator.authority.ForeignRootView;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Refusal;

/** Takes what the owner of a root answered; a wrong answer says beside the fields what is wrong with it. */
final class ForeignRootDialog extends Dialog {
    private final TextArea certificate = pem("Certificate of the policy authority");
    private final TextArea root = pem("Certificate of the root");
    private final Outcome outcome = new Outcome();
    private final Button take = new Button("Add");

    ForeignRootDialog(ForeignRootClient roots, ForeignRootView request, Runnable done) {
        setHeaderTitle("Add the certificate of another root");
        setWidth("40rem");
        certificate.setAutofocus(true);
        take.addThemeVariants(ButtonVariant.PRIMARY);
        take.setDisableOnClick(true);
        take.setEnabled(false);
        take.addClickListener(clicked -> {
            outcome.clear();
            try {
                roots.take(request.id(), new ForeignRootCertificate(certificate.getValue(), root.getValue()));
                close();
                Toast.done("The root certifies the installation; its bundle is in the list");
                done.run();
            } catch (RuntimeException refused) {
                outcome.show(Tone.CONTRAINDICATED, Refusal.words(refused));
            } finally {
                check();
            }
        });
        Div form = new Div(
                new Paragraph(
                        "Paste both as PEM. Nothing changes for devices; relying parties that trust the root can check them"
                                + " from then on."),
                certificate,
                root,
                outcome);
        form.addClassName("hf-form");
        add(form);
        getFooter().add(new Button("Cancel", clicked -> close()), take);
    }

    private TextArea pem(String label) {
        TextArea area = new TextArea(label);
        area.setPlaceholder("-----BEGIN CERTIFICATE-----");
        area.setRequiredIndicatorVisible(true);
        area.setValueChangeMode(ValueChangeMode.EAGER);
        area.setWidthFull();
        area.setMaxHeight("11rem");
        area.addClassName("hf-mono");
        area.addValueChangeListener(typed -> check());
        return area;
    }

    private void check() {
        take.setEnabled(!certificate.getValue().isBlank() && !root.getValue().isBlank());
    }
}
