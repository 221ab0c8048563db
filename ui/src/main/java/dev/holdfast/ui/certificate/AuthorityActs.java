package dev.holdfast.ui.certificate;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.authority.CatalogAuthorityView;
import dev.holdfast.contract.operator.authority.ProofOfPossession;
import dev.holdfast.contract.operator.authority.ProofRequest;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.revocation.LossPreview;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.FileDownload;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.revocation.BlockActs;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Visit;

/**
 * What can be done with an authority that is trusted: files for relying parties, a proof for them, its end.
 *
 * @param changed called when an authority was retired
 */
record AuthorityActs(AuthorityClient client, ApprovalClient approvals, Visit visit, Runnable changed) {
    private static final String PKCS7 = "application/pkcs7-mime";

    Div of(CatalogAuthorityView authority) {
        String generation = "generation " + authority.generation();
        String file = visit.catalog() + "-" + authority.generation();
        Div acts = Styled.div(
                "hf-actions hf-chain-acts",
                ChainPanel.Pem.file("Certificate", file + ".pem", authority.certificate())
                        .named("Certificate of " + generation),
                new FileDownload(
                                "Chain",
                                file + ".p7b",
                                PKCS7,
                                () -> client.chain(visit.catalog(), authority.serialNumber()))
                        .named("Chain of " + generation + " (PKCS#7)"));
        if (visit.may(Role.CONTRIBUTOR)) {
            acts.add(Styled.small(
                    "Prove possession…",
                    "Prove possession… (" + generation + ")",
                    () -> new ProofDialog(client, visit.catalog(), authority).open()));
        }
        if (visit.may(Role.OWNER)) {
            acts.add(Styled.small("Retire…", "Retire… (" + generation + ")", () -> retire(authority)));
        }
        return acts;
    }

    private void retire(CatalogAuthorityView authority) {
        LossPreview preview = client.retirementImpact(visit.catalog(), authority.serialNumber());
        new ActionDialog(
                        "Retire generation " + authority.generation(),
                        preview.consequences(),
                        "Retire",
                        reason -> retire(authority, reason))
                .dangerous()
                .asking(approvals.rules(visit.catalog()).need(ApprovalOperation.RETIRE_AUTHORITY))
                .confirming(visit.catalog(), "Name of the catalog")
                .showing(new BlockActs.LossList(preview))
                .open();
    }

    private void retire(CatalogAuthorityView authority, String reason) {
        RevokedCertificates lost = client.retire(visit.catalog(), authority.serialNumber(), new Reason(reason));
        Toast.done("Generation " + authority.generation() + " is retired; "
                + Amount.of(lost.certificates(), "certificate") + " of " + Amount.of(lost.devices(), "device")
                + " refused from now on");
        changed.run();
    }

    /** Takes the verification code of a relying party, and gives the certificate that it wants to see for it. */
    static final class ProofDialog extends FormDialog {
        private final TextField code;

        ProofDialog(AuthorityClient client, String catalog, CatalogAuthorityView authority) {
            super("Prove possession of generation " + authority.generation(), "Prove");
            put(new Paragraph(
                    "A relying party that is given an authority's certificate asks whether it is yours. Paste the code"
                            + " that it shows; Holdfast signs a certificate for it, which you upload there. It opens nothing, ends"
                            + " after 7 days at most, and stands in the audit log."));
            code = required(
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
                    ChainPanel.Pem.file(
                            "Download the certificate", "proof-" + stripped(code) + ".pem", proof.certificate()),
                    CopyButton.saying("PEM", proof.certificate(), text("copy.certificate-pem")));
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
}
