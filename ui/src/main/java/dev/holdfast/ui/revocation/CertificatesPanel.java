package dev.holdfast.ui.revocation;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.revocation.CertificateRevocation;
import dev.holdfast.contract.operator.revocation.CertificateView;
import dev.holdfast.contract.operator.revocation.LossPreview;
import dev.holdfast.contract.operator.revocation.RevocationCause;
import dev.holdfast.contract.operator.revocation.RevokedCertificates;
import dev.holdfast.ui.component.ActDialog;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.EmptyState;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.shell.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** The certificates that a device got last, who issued and who revoked them, and their end before their time. */
public final class CertificatesPanel extends Div {
    private static final int SHOWN = 50;
    private static final int SERIAL_SHOWN = 8;

    private final transient RevocationClient client;
    private final String catalog;
    private final String device;
    private final boolean revocable;
    private final transient Runnable changed;

    /** Shows them, with acts if {@code revocable}; {@code changed} is called when some were revoked. */
    public CertificatesPanel(
            RevocationClient client, String catalog, String device, boolean revocable, Runnable changed) {
        this.client = client;
        this.catalog = catalog;
        this.device = device;
        this.revocable = revocable;
        this.changed = changed;
        List<CertificateView> certificates = client.certificates(catalog, device, SHOWN);
        Panel panel = new Panel("Certificates", certificates.isEmpty() ? none() : table(certificates));
        if (certificates.size() == SHOWN) {
            panel.beside(new Span("the " + SHOWN + " that expire last"));
        }
        if (revocable && certificates.stream().anyMatch(CertificatesPanel::isRevocable)) {
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

    private Component table(List<CertificateView> certificates) {
        RowTable table = revocable
                ? new RowTable("Certificates", "Serial number", "Opens", "Valid from", "Expires", "State", "Act")
                : new RowTable("Certificates", "Serial number", "Opens", "Valid from", "Expires", "State");
        certificates.forEach(one -> table.row(
                revocable
                        ? new Component[] {
                            serial(one),
                            opens(one),
                            issued(one),
                            TimeText.relative(one.notAfter()),
                            state(one),
                            act(one)
                        }
                        : new Component[] {
                            serial(one), opens(one), issued(one), TimeText.relative(one.notAfter()), state(one)
                        }));
        return table;
    }

    private static Component serial(CertificateView certificate) {
        Div cell = new Div(
                new Code(certificate.serialNumber().substring(0, SERIAL_SHOWN) + "…"),
                new CopyButton(certificate.serialNumber(), "serial number"));
        cell.addClassName("hf-device-cell");
        return cell;
    }

    private static Component opens(CertificateView certificate) {
        return RowTable.words(
                switch (certificate.usage()) {
                    case CUSTOMER -> "Services";
                    case UPDATE -> "Updates";
                });
    }

    private static Component issued(CertificateView certificate) {
        Span by = new Span("by generation " + certificate.generation());
        by.addClassName("hf-muted");
        return lines(TimeText.relative(certificate.notBefore()), by);
    }

    private static Component state(CertificateView certificate) {
        CertificateView.Revocation revocation = certificate.revocation();
        if (revocation == null) {
            return isValid(certificate)
                    ? StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "Valid")
                    : StatusBadge.of(Tone.UNKNOWN, Icon.DASH, "Expired");
        }
        StatusBadge badge = isOnHold(certificate)
                ? StatusBadge.of(Tone.WARNING, Icon.BLOCKED, "On hold")
                : StatusBadge.of(Tone.CONTRAINDICATED, Icon.BLOCKED, "Revoked");
        Span who = new Span(TimeText.relative(revocation.at()), new Span(" by " + revocation.by()));
        who.addClassName("hf-muted");
        Span why = new Span(Causes.words(revocation.cause()) + ": " + revocation.reason());
        why.addClassName("hf-muted");
        return lines(badge, who, why);
    }

    private static Div lines(Component... parts) {
        Div lines = new Div();
        for (Component part : parts) {
            lines.add(new Div(part));
        }
        return lines;
    }

    private Component act(CertificateView certificate) {
        if (!isRevocable(certificate)) {
            return new Span();
        }
        Button revoke = new Button("Revoke…", clicked -> revoke(certificate));
        revoke.addThemeVariants(ButtonVariant.SMALL);
        revoke.setAriaLabel("Revoke certificate " + certificate.serialNumber().substring(0, SERIAL_SHOWN));
        return revoke;
    }

    private static boolean isValid(CertificateView certificate) {
        return certificate.revocation() == null && certificate.notAfter().isAfter(Instant.now());
    }

    private static boolean isOnHold(CertificateView certificate) {
        CertificateView.Revocation revocation = certificate.revocation();
        return revocation != null && revocation.cause() == RevocationCause.CERTIFICATE_HOLD;
    }

    private static boolean isRevocable(CertificateView certificate) {
        return isValid(certificate)
                || (isOnHold(certificate) && certificate.notAfter().isAfter(Instant.now()));
    }

    private void revoke(CertificateView certificate) {
        String serial = certificate.serialNumber();
        ask(
                "Revoke certificate " + serial.substring(0, SERIAL_SHOWN) + "…",
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
        Select<RevocationCause> cause = Causes.select();
        new ActDialog(title, preview.consequences(), "Revoke", Refusal::words, reason -> {
                    RevokedCertificates done = act.apply(new CertificateRevocation(cause.getValue(), reason));
                    Toast.done(Amount.of(done.certificates(), "certificate") + " revoked");
                    changed.run();
                })
                .atMost(Reason.MAX_LENGTH)
                .dangerous()
                .showing(new LossList(preview))
                .with(cause)
                .open();
    }
}
