package dev.holdfast.ui.revocation;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.identity.Permission;
import dev.holdfast.contract.operator.revocation.CertificateImpact;
import dev.holdfast.contract.operator.revocation.CertificateRevocation;
import dev.holdfast.contract.operator.revocation.CertificateView;
import dev.holdfast.contract.operator.revocation.RevocationCause;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import dev.holdfast.ui.approval.ApprovalClient;
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
import dev.holdfast.ui.text.Texts;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Lists the certificates of a device, latest expiry first, at most {@value #SHOWN}. Revokes one or all. */
public final class CertificatesPanel extends Div {
    private static final int SHOWN = 50;

    private final transient RevocationClient client;
    private final transient ApprovalClient approvals;
    private final String catalog;
    private final String device;
    private final transient Runnable changed;

    /**
     * {@code changed} runs after a revocation. A serial number does not tell the device group, so revoking one certificate requires a role
     * in the whole catalog.
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
                text("device-certificates.panel"),
                certificates.isEmpty() ? none() : table(certificates, visit.may(Permission.MANAGE_CATALOG)));
        if (certificates.size() == SHOWN) {
            panel.beside(new Span(text("device-certificates.limited", SHOWN)));
        }
        if (visit.mayHere(Permission.MANAGE_CATALOG) && certificates.stream().anyMatch(CertificateCells::isRevocable)) {
            panel.beside(new Button(text("device-certificates.revoke-all.open"), clicked -> revokeAll()));
        }
        add(panel);
    }

    private static Component none() {
        return new EmptyState(
                Icon.CERTIFICATE, text("device-certificates.empty.title"), text("device-certificates.empty.text"));
    }

    private Component table(List<CertificateView> certificates, boolean revocable) {
        RowTable table = new RowTable(
                text("device-certificates.panel"),
                text("device-certificates.column.serial"),
                text("device-certificates.column.purpose"),
                text("device-certificates.column.valid-from"),
                text("device-certificates.column.expires"),
                text("device-certificates.column.state"));
        if (revocable) {
            table.column(text("device-certificates.column.actions"));
        }
        for (CertificateView one : certificates) {
            NativeTableRow row = table.row(
                    CertificateCells.serial(one),
                    CertificateCells.purpose(one),
                    CertificateCells.issued(one),
                    TimeText.relative(one.notAfter()),
                    CertificateCells.state(one));
            if (revocable) {
                row.addDataCell().add(revokeButton(one));
            }
        }
        return table;
    }

    private Component revokeButton(CertificateView certificate) {
        if (!CertificateCells.isRevocable(certificate)) {
            return new Span();
        }
        return Styled.small(
                text("device-certificates.revoke.open"),
                text("device-certificates.revoke.name", CertificateCells.name(certificate)),
                () -> revoke(certificate));
    }

    private void revoke(CertificateView certificate) {
        String serial = certificate.serialNumber();
        ask(
                text("device-certificates.revoke.title", CertificateCells.name(certificate)),
                client.certificateImpact(catalog, serial),
                request -> client.revokeCertificate(catalog, serial, request));
    }

    private void revokeAll() {
        ask(
                text("device-certificates.revoke-all.title"),
                client.deviceImpact(catalog, device),
                request -> client.revokeDevice(catalog, device, request));
    }

    private void ask(
            String title, CertificateImpact preview, Function<CertificateRevocation, RevokedCertificates> revoke) {
        Select<RevocationCause> cause = causes();
        new ActionDialog(title, preview.consequences(), text("device-certificates.revoke.submit"), reason -> {
                    RevokedCertificates done = revoke.apply(new CertificateRevocation(cause.getValue(), reason));
                    Toast.done(text("device-certificates.revoke.done", done.certificates()));
                    changed.run();
                })
                .dangerous()
                .withApproval(approvals.rules(catalog).need(ApprovalOperation.REVOKE_CERTIFICATES))
                .showing(new BlockActions.ImpactSummary(preview))
                .with(cause)
                .open();
    }

    private static Select<RevocationCause> causes() {
        Select<RevocationCause> select = new Select<>();
        select.setLabel(text("device-certificates.cause.label"));
        select.setItems(Arrays.stream(RevocationCause.values())
                .filter(cause -> cause != RevocationCause.CERTIFICATE_HOLD)
                .toList());
        select.setItemLabelGenerator(Texts::word);
        select.setValue(RevocationCause.UNSPECIFIED);
        select.setHelperText(text("device-certificates.cause.hint"));
        select.setWidthFull();
        return select;
    }

    /** Cells of a certificate in a table. */
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

        static Component purpose(CertificateView certificate) {
            return new Span(word(certificate.usage()));
        }

        static Component issued(CertificateView certificate) {
            return Styled.lines(
                    TimeText.relative(certificate.notBefore()),
                    Styled.muted(text("device-certificates.issuer", Integer.toString(certificate.generation()))));
        }

        static Component state(CertificateView certificate) {
            CertificateView.Revocation revocation = certificate.revocation();
            if (revocation == null) {
                return isValid(certificate)
                        ? StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, text("device-certificates.state.valid"))
                        : StatusBadge.of(Tone.UNKNOWN, Icon.DASH, text("device-certificates.state.expired"));
            }
            StatusBadge badge = isOnHold(certificate)
                    ? StatusBadge.of(Tone.WARNING, Icon.BLOCKED, text("device-certificates.state.on-hold"))
                    : StatusBadge.of(Tone.CONTRAINDICATED, Icon.BLOCKED, text("device-certificates.state.revoked"));
            Span who = Styled.as(
                    "hf-muted",
                    new Span(
                            TimeText.relative(revocation.at()),
                            new Text(" "),
                            new Span(text("device-certificates.revoked-by", revocation.by()))));
            Span why = Styled.as(
                    "hf-muted hf-whole",
                    new Span(text("device-certificates.revoked-why", word(revocation.cause()), revocation.reason())));
            return Styled.lines(badge, who, why);
        }

        /** Returns whether a certificate is valid, or on hold and not expired. */
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
    }
}
