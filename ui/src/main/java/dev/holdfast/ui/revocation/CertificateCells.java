package dev.holdfast.ui.revocation;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.revocation.CertificateView;
import dev.holdfast.contract.operator.revocation.RevocationCause;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import java.time.Instant;

/** What a certificate says of itself, in the row of a table. */
final class CertificateCells {
    private static final int SERIAL_SHOWN = 8;

    private CertificateCells() {}

    /** Returns what people call it. */
    static String name(CertificateView certificate) {
        return certificate.serialNumber().substring(0, SERIAL_SHOWN);
    }

    static Component serial(CertificateView certificate) {
        Div cell =
                new Div(new Code(name(certificate) + "…"), new CopyButton(certificate.serialNumber(), "serial number"));
        cell.addClassName("hf-device-cell");
        return cell;
    }

    static Component opens(CertificateView certificate) {
        return RowTable.words(
                switch (certificate.usage()) {
                    case CUSTOMER -> "Services";
                    case UPDATE -> "Updates";
                });
    }

    static Component issued(CertificateView certificate) {
        Span by = new Span("by generation " + certificate.generation());
        by.addClassName("hf-muted");
        return lines(TimeText.relative(certificate.notBefore()), by);
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
        Span who = new Span(TimeText.relative(revocation.at()), new Span(" by " + revocation.by()));
        who.addClassName("hf-muted");
        Span why = new Span(Causes.words(revocation.cause()) + ": " + revocation.reason());
        why.addClassNames("hf-muted", "hf-whole");
        return lines(badge, who, why);
    }

    /** Returns whether it can still be revoked. */
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

    private static Div lines(Component... parts) {
        Div lines = new Div();
        for (Component part : parts) {
            lines.add(new Div(part));
        }
        return lines;
    }
}
