package dev.holdfast.ui.revocation;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.revocation.CertificateRevocation;
import dev.holdfast.contract.operator.revocation.CertificateView;
import dev.holdfast.contract.operator.revocation.LossPreview;
import dev.holdfast.contract.operator.revocation.RevocationCause;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import dev.holdfast.ui.approval.ApprovalClient;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Visit;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The certificates that a device got last, who issued and who revoked them, and their end before their time. */
public final class CertificatesPanel extends Div {
    private static final int SHOWN = 50;

    private final transient RevocationClient client;
    private final transient ApprovalClient approvals;
    private final String catalog;
    private final String device;
    private final transient Runnable changed;

    /**
     * Shows them, with the acts that the visitor may do; {@code changed} is called when some were revoked. A single one is revoked by its
     * number, without a word about where the device is, so a role there is not enough.
     */
    public CertificatesPanel(
            RevocationClient client, ApprovalClient approvals, Visit visit, String device, Runnable changed) {
        this.client = client;
        this.approvals = approvals;
        this.catalog = visit.catalog();
        this.device = device;
        this.changed = changed;
        List<CertificateView> certificates = client.certificates(catalog, device, SHOWN);
        Panel panel = new Panel(
                "Certificates", certificates.isEmpty() ? none() : table(certificates, visit.may(Permission.MANAGE_CATALOG)));
        if (certificates.size() == SHOWN) {
            panel.beside(new Span("the " + SHOWN + " that expire last"));
        }
        if (visit.mayHere(Permission.MANAGE_CATALOG) && certificates.stream().anyMatch(CertificateCells::isRevocable)) {
            panel.beside(new Button("Revoke all…", clicked -> revokeAll()));
        }
        add(panel);
    }

    private static Component none() {
        return new EmptyState(
                Icon.CERTIFICATE,
                "It has no certificate from this catalog",
                "It gets two when it attests and is trusted: one for the services, one for updates.");
    }

    private Component table(List<CertificateView> certificates, boolean revocable) {
        RowTable table = new RowTable("Certificates", "Serial number", "Opens", "Valid from", "Expires", "State");
        if (revocable) {
            table.column("Act");
        }
        for (CertificateView one : certificates) {
            NativeTableRow row = table.row(
                    CertificateCells.serial(one),
                    CertificateCells.opens(one),
                    CertificateCells.issued(one),
                    TimeText.relative(one.notAfter()),
                    CertificateCells.state(one));
            if (revocable) {
                row.addDataCell().add(act(one));
            }
        }
        return table;
    }

    private Component act(CertificateView certificate) {
        if (!CertificateCells.isRevocable(certificate)) {
            return new Span();
        }
        return Styled.small(
                "Revoke…", "Revoke certificate " + CertificateCells.name(certificate), () -> revoke(certificate));
    }

    private void revoke(CertificateView certificate) {
        String serial = certificate.serialNumber();
        ask(
                "Revoke certificate " + CertificateCells.name(certificate) + "…",
                client.certificateImpact(catalog, serial),
                why -> client.revokeCertificate(catalog, serial, why));
    }

    private void revokeAll() {
        ask(
                "Revoke all certificates of the device",
                client.deviceImpact(catalog, device),
                why -> client.revokeDevice(catalog, device, why));
    }

    private void ask(String title, LossPreview preview, Function<CertificateRevocation, RevokedCertificates> act) {
        Select<RevocationCause> cause = causes();
        new ActionDialog(title, preview.consequences(), "Revoke", reason -> {
                    RevokedCertificates done = act.apply(new CertificateRevocation(cause.getValue(), reason));
                    Toast.done(Amount.of(done.certificates(), "certificate") + " revoked");
                    changed.run();
                })
                .dangerous()
                .asking(approvals.rules(catalog).need(ApprovalOperation.REVOKE_CERTIFICATES))
                .showing(new BlockActs.LossList(preview))
                .with(cause)
                .open();
    }

    private static Select<RevocationCause> causes() {
        Select<RevocationCause> select = new Select<>();
        select.setLabel("Cause");
        select.setItems(Arrays.stream(RevocationCause.values())
                .filter(cause -> cause != RevocationCause.CERTIFICATE_HOLD)
                .toList());
        select.setItemLabelGenerator(CertificateCells::words);
        select.setValue(RevocationCause.UNSPECIFIED);
        select.setHelperText("What relying parties read in revocation lists");
        select.setWidthFull();
        return select;
    }

    /** What a certificate says of itself, in the row of a table. */
    static final class CertificateCells {
        private static final int SERIAL_SHOWN = 8;

        private CertificateCells() {}

        static String name(CertificateView certificate) {
            return certificate.serialNumber().substring(0, SERIAL_SHOWN);
        }

        static Component serial(CertificateView certificate) {
            return Styled.div(
                    "hf-device-cell",
                    new Code(name(certificate) + "…"),
                    new CopyButton(certificate.serialNumber(), text("copy.serial-number")));
        }

        static Component opens(CertificateView certificate) {
            return RowTable.words(
                    switch (certificate.usage()) {
                        case CUSTOMER -> "Services";
                        case UPDATE -> "Updates";
                    });
        }

        static Component issued(CertificateView certificate) {
            return Styled.lines(
                    TimeText.relative(certificate.notBefore()),
                    Styled.muted("by generation " + certificate.generation()));
        }

        static Component state(CertificateView certificate) {
            CertificateView.Revocation revocation = certificate.revocation();
            if (revocation == null) {
                return isValid(certificate)
                        ? StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "Valid")
                        : StatusBadge.of(Tone.UNKNOWN, Icon.DASH, "Expired");
            }
            StatusBadge badge = isOnHold(certificate)
                    ? StatusBadge.of(Tone.WARNING, Icon.BLOCKED, "On hold")
                    : StatusBadge.of(Tone.CONTRAINDICATED, Icon.BLOCKED, "Revoked");
            Span who = Styled.as(
                    "hf-muted", new Span(TimeText.relative(revocation.at()), new Span(" by " + revocation.by())));
            Span why = Styled.as("hf-muted hf-whole", new Span(words(revocation.cause()) + ": " + revocation.reason()));
            return Styled.lines(badge, who, why);
        }

        static boolean isRevocable(CertificateView certificate) {
            return isValid(certificate)
                    || (isOnHold(certificate) && certificate.notAfter().isAfter(Instant.now()));
        }

        private static boolean isValid(CertificateView certificate) {
            return certificate.revocation() == null && certificate.notAfter().isAfter(Instant.now());
        }

        private static boolean isOnHold(CertificateView certificate) {
            CertificateView.Revocation revocation = certificate.revocation();
            return revocation != null && revocation.cause() == RevocationCause.CERTIFICATE_HOLD;
        }

        static String words(RevocationCause cause) {
            return switch (cause) {
                case UNSPECIFIED -> "Something else";
                case KEY_COMPROMISE -> "Somebody may have the key";
                case AFFILIATION_CHANGED -> "The device is another's";
                case SUPERSEDED -> "There is a newer one";
                case CESSATION_OF_OPERATION -> "Out of service";
                case CERTIFICATE_HOLD -> "The device is blocked";
                case PRIVILEGE_WITHDRAWN -> "The device may not do this any more";
            };
        }
    }
}
