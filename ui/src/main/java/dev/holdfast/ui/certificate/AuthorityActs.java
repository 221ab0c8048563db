package dev.holdfast.ui.certificate;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.authority.CatalogAuthorityView;
import dev.holdfast.contract.operator.identity.Role;
import dev.holdfast.contract.operator.revocation.LossPreview;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.FileDownload;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.revocation.LossList;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Visit;

/** What can be done with an authority that is trusted: files for relying parties, a proof for them, its end. */
final class AuthorityActs {
    private static final String PKCS7 = "application/pkcs7-mime";

    private final AuthorityClient client;
    private final ApprovalClient approvals;
    private final Visit visit;
    private final Runnable changed;

    /** Offers what the visitor may do; {@code changed} is called when an authority was retired. */
    AuthorityActs(AuthorityClient client, ApprovalClient approvals, Visit visit, Runnable changed) {
        this.client = client;
        this.approvals = approvals;
        this.visit = visit;
        this.changed = changed;
    }

    Div of(CatalogAuthorityView authority) {
        String generation = "generation " + authority.generation();
        String file = visit.catalog() + "-" + authority.generation();
        Div acts = new Div(
                PemFile.of("Certificate", file + ".pem", authority.certificate())
                        .named("Certificate of " + generation),
                new FileDownload(
                                "Chain",
                                file + ".p7b",
                                PKCS7,
                                () -> client.chain(visit.catalog(), authority.serialNumber()))
                        .named("Chain of " + generation + " (PKCS#7)"));
        acts.addClassNames("hf-actions", "hf-chain-acts");
        if (visit.may(Role.CONTRIBUTOR)) {
            acts.add(button("Prove possession…", generation, () -> prove(authority)));
        }
        if (visit.may(Role.OWNER)) {
            acts.add(button("Retire…", generation, () -> retire(authority)));
        }
        return acts;
    }

    private static Button button(String words, String generation, Runnable act) {
        Button button = new Button(words, clicked -> act.run());
        button.addThemeVariants(ButtonVariant.SMALL);
        button.setAriaLabel(words + " (" + generation + ")");
        return button;
    }

    private void prove(CatalogAuthorityView authority) {
        new ProofDialog(client, visit.catalog(), authority).open();
    }

    private void retire(CatalogAuthorityView authority) {
        LossPreview preview = client.retirementImpact(visit.catalog(), authority.serialNumber());
        new ActionDialog(
                        "Retire generation " + authority.generation(),
                        preview.consequences(),
                        "Retire",
                        reason -> retire(authority, reason))
                .atMost(Reason.MAX_LENGTH)
                .dangerous()
                .asking(approvals.rules(visit.catalog()).need(ApprovalAct.RETIRE_AUTHORITY))
                .confirming(visit.catalog(), "Name of the catalog")
                .showing(new LossList(preview))
                .open();
    }

    private void retire(CatalogAuthorityView authority, String reason) {
        RevokedCertificates lost = client.retire(visit.catalog(), authority.serialNumber(), new Reason(reason));
        Toast.done("Generation " + authority.generation() + " is retired; "
                + Amount.of(lost.certificates(), "certificate") + " of " + Amount.of(lost.devices(), "device")
                + " refused from now on");
        changed.run();
    }
}
