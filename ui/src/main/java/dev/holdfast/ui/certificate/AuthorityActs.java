package dev.holdfast.ui.certificate;

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
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.revocation.LossList;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Visit;

/**
 * What can be done with an authority that is trusted: files for relying parties, a proof for them, its end.
 *
 * @param changed called when an authority was retired
 */
record AuthorityActs(AuthorityClient client, ApprovalClient approvals, Visit visit, Runnable changed) {
    private static final String PKCS7 = "application/pkcs7-mime";

    /** Offers what the visitor may do. */
    Div of(CatalogAuthorityView authority) {
        String generation = "generation " + authority.generation();
        String file = visit.catalog() + "-" + authority.generation();
        Div acts = Styled.div(
                "hf-actions hf-chain-acts",
                Pem.file("Certificate", file + ".pem", authority.certificate()).named("Certificate of " + generation),
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
