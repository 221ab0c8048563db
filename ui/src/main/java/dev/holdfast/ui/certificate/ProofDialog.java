package dev.holdfast.ui.certificate;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.authority.CatalogAuthorityView;
import dev.holdfast.contract.operator.authority.ProofOfPossession;
import dev.holdfast.contract.operator.authority.ProofRequest;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.FormDialog;

/** Takes the verification code of a relying party, and gives the certificate that it wants to see for it. */
final class ProofDialog extends FormDialog {
    private final TextField code;

    ProofDialog(AuthorityClient client, String catalog, CatalogAuthorityView authority) {
        super("Prove possession of generation " + authority.generation(), "Prove");
        put(new Paragraph(
                "A relying party that is given an authority's certificate asks whether it is yours. Paste the code"
                        + " that it shows; Holdfast signs a certificate for it, which you upload there. It opens nothing, ends"
                        + " after 7 days at most, and stands in the audit log."));
        code = text(
                "code",
                new TextField("Verification code"),
                text -> text.matches(ProofRequest.CODE),
                "1 to 64 letters, digits, dots, underscores or hyphens");
        code.setHelperText("As the relying party shows it");
        onSubmit(() -> show(client.prove(catalog, authority.serialNumber(), new ProofRequest(stripped(code)))));
    }

    private void show(ProofOfPossession proof) {
        Div files = Styled.div(
                "hf-inline",
                Pem.file("Download the certificate", "proof-" + stripped(code) + ".pem", proof.certificate()),
                CopyButton.saying("PEM", proof.certificate(), "the certificate as PEM"));
        stay().say(
                        Tone.AFFIRMING,
                        "Signed. Upload this certificate to the relying party.",
                        new Facts()
                                .with("Subject", new Code(proof.subject()))
                                .with("Serial number", new Code(proof.serialNumber()))
                                .with("Valid until", TimeText.full(proof.notAfter())),
                        files);
    }
}
