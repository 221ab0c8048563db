package dev.holdfast.ui.certificate;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.operator.authority.CatalogAuthorityView;
import dev.holdfast.contract.operator.authority.ProofOfPossession;
import dev.holdfast.contract.operator.authority.ProofRequest;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Refusal;

/** Takes the verification code of a relying party, and gives the certificate that it wants to see for it. */
final class ProofDialog extends Dialog {
    private final transient AuthorityClient client;
    private final String catalog;
    private final transient CatalogAuthorityView authority;
    private final TextField code = new TextField("Verification code");
    private final Outcome outcome = new Outcome();
    private final Button prove = new Button("Prove", clicked -> prove());

    ProofDialog(AuthorityClient client, String catalog, CatalogAuthorityView authority) {
        this.client = client;
        this.catalog = catalog;
        this.authority = authority;
        setHeaderTitle("Prove possession of generation " + authority.generation());
        setWidth("34rem");
        code.setHelperText("As the relying party shows it");
        code.setErrorMessage("1 to 64 letters, digits, dots, underscores or hyphens");
        code.setManualValidation(true);
        code.setRequiredIndicatorVisible(true);
        code.setValueChangeMode(ValueChangeMode.EAGER);
        code.setWidthFull();
        code.setAutofocus(true);
        code.addValueChangeListener(typed -> check());
        prove.addThemeVariants(ButtonVariant.PRIMARY);
        prove.setDisableOnClick(true);
        prove.setEnabled(false);
        Div form = new Div(
                new Paragraph(
                        "A relying party that is given an authority's certificate asks whether it is yours. Paste the code"
                                + " that it shows; Holdfast signs a certificate for it, which you upload there. It opens nothing, ends"
                                + " after 7 days at most, and stands in the audit log."),
                code,
                outcome);
        form.addClassName("hf-form");
        add(form);
        getFooter().add(new Button("Close", clicked -> close()), prove);
    }

    private void prove() {
        outcome.clear();
        try {
            show(client.prove(catalog, authority.serialNumber(), new ProofRequest(wanted())));
        } catch (RuntimeException refused) {
            outcome.show(Tone.CONTRAINDICATED, Refusal.words(refused));
        } finally {
            check();
        }
    }

    private void show(ProofOfPossession proof) {
        Div files = new Div(
                PemFile.of("Download the certificate", "proof-" + wanted() + ".pem", proof.certificate()),
                CopyButton.saying("PEM", proof.certificate(), "the certificate as PEM"));
        files.addClassName("hf-inline");
        outcome.say(
                Tone.AFFIRMING,
                "Signed. Upload this certificate to the relying party.",
                new Facts()
                        .with("Subject", new Code(proof.subject()))
                        .with("Serial number", new Code(proof.serialNumber()))
                        .with("Valid until", TimeText.full(proof.notAfter())),
                files);
    }

    private String wanted() {
        return code.getValue().strip();
    }

    private void check() {
        boolean valid = wanted().matches(ProofRequest.CODE);
        code.setInvalid(!valid && !wanted().isEmpty());
        prove.setEnabled(valid);
    }
}
