package dev.holdfast.ui.revocation;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.revocation.CertificateView;
import dev.holdfast.contract.operator.revocation.RevocationCause;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import java.time.Instant;

/** What a certificate says of itself, in the row of a table. */
final class CertificateCells {
    private static final int SERIAL_SHOWN = 8;

    private CertificateCells() {}

    static String name(CertificateView certificate) {
        return certificate.serialNumber().substring(0, SERIAL_SHOWN);
    }

    static Component serial(CertificateView certificate) {
        return Styled.div(
                "hf-device-cell",
                new Code(name(certificate) + "…"),
                new CopyButton(certificate.serialNumber(), "serial number"));
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
                TimeText.relative(certificate.notBefore()), Styled.muted("by generation " + certificate.generation()));
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
        Span who =
                Styled.as("hf-muted", new Span(TimeText.relative(revocation.at()), new Span(" by " + revocation.by())));
        Span why = Styled.as("hf-muted hf-whole", new Span(words(revocation.cause()) + ": " + revocation.reason()));
        return Styled.lines(badge, who, why);
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
