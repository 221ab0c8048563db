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
import dev.holdfast.contract.operator.revocation.CertificateImpact;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.FileDownload;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.revocation.BlockActions;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Visit;

/** Actions on a trusted authority: download files, prove possession of its key, retire it. {@code changed} runs after a retirement. */
record AuthorityActions(AuthorityClient client, ApprovalClient approvals, Visit visit, Runnable changed) {
    private static final String PKCS7 = "application/pkcs7-mime";

    Div of(CatalogAuthorityView authority) {
        int generation = authority.generation();
        String file = visit.catalog() + "-" + generation;
        Div actions = Styled.div(
                "hf-actions hf-chain-acts",
                ChainPanel.Pem.file(text("certificates.authority.certificate"), file + ".pem", authority.certificate())
                        .named(text("certificates.authority.certificate-of", generation)),
                new FileDownload(
                                text("certificates.authority.chain"),
                                file + ".p7b",
                                PKCS7,
                                () -> client.chain(visit.catalog(), authority.serialNumber()))
                        .named(text("certificates.authority.chain-of", generation)));
        if (visit.may(Role.CONTRIBUTOR)) {
            actions.add(Styled.small(
                    text("certificates.proof.open"),
                    text("certificates.proof.open-of", generation),
                    () -> new ProofDialog(client, visit.catalog(), authority).open()));
        }
        if (visit.may(Role.OWNER)) {
            actions.add(Styled.small(
                    text("certificates.retire.open"),
                    text("certificates.retire.open-of", generation),
                    () -> retire(authority)));
        }
        return actions;
    }

    private void retire(CatalogAuthorityView authority) {
        CertificateImpact preview = client.retirementImpact(visit.catalog(), authority.serialNumber());
        new ActionDialog(
                        text("certificates.retire.title", authority.generation()),
                        preview.consequences(),
                        text("certificates.retire"),
                        reason -> retire(authority, reason))
                .dangerous()
                .withApproval(approvals.rules(visit.catalog()).need(ApprovalOperation.RETIRE_AUTHORITY))
                .confirming(visit.catalog(), text("certificates.retire.catalog"))
                .showing(new BlockActions.ImpactSummary(preview))
                .open();
    }

    private void retire(CatalogAuthorityView authority, String reason) {
        RevokedCertificates lost = client.retire(visit.catalog(), authority.serialNumber(), new Reason(reason));
        Toast.done(text("certificates.retire.done", authority.generation(), lost.certificates(), lost.devices()));
        changed.run();
    }

    /** Asks for the verification code of a relying party, and lets the authority sign a certificate with this code. */
    static final class ProofDialog extends FormDialog {
        private final TextField code;

        ProofDialog(AuthorityClient client, String catalog, CatalogAuthorityView authority) {
            super(text("certificates.proof.title", authority.generation()), text("certificates.proof.create"));
            put(new Paragraph(text("certificates.proof.text")));
            code = required(
                    "code",
                    new TextField(text("certificates.proof.code")),
                    value -> value.matches(ProofRequest.CODE),
                    text("certificates.proof.code.mistake"));
            code.setHelperText(text("certificates.proof.code.hint"));
            onSubmit(() -> show(client.prove(catalog, authority.serialNumber(), new ProofRequest(stripped(code)))));
        }

        private void show(ProofOfPossession proof) {
            Div files = Styled.div(
                    "hf-inline",
                    ChainPanel.Pem.file(
                            text("certificates.proof.download"),
                            "proof-" + stripped(code) + ".pem",
                            proof.certificate()),
                    CopyButton.saying("PEM", proof.certificate(), text("copy.certificate-pem")));
            stay().say(
                            Tone.AFFIRMING,
                            text("certificates.proof.done"),
                            new Facts()
                                    .with(text("certificates.fact.subject"), new Code(proof.subject()))
                                    .with(text("certificates.fact.serial-number"), new Code(proof.serialNumber()))
                                    .with(text("certificates.fact.valid-until"), TimeText.full(proof.notAfter())),
                            files);
        }
    }
}
