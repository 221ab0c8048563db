package dev.holdfast.backend.attestation.enrolment;

import dev.holdfast.backend.pki.issuing.CertificateUse;
import dev.holdfast.contract.device.InternalApi.EnrolRequest.Use;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.device.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decides whether a device gets a certificate for a key. Pure; costs one P-256 verification of the stored evidence. */
sealed interface Entitlement {
    /**
     * The device gets a certificate.
     *
     * @param use the use for which the evidence contains the key
     * @param attestedAt time of the attestation
     * @param until latest expiry of the certificate
     */
    record Granted(CertificateUse use, Instant attestedAt, Instant until) implements Entitlement {}

    /**
     * The device gets no certificate.
     *
     * @param name as listed in {@code docs/evidence.md}
     * @param detail explanation for the log
     */
    record Denied(String name, String detail) implements Entitlement {}

    /**
     * Decides whether a device gets a certificate.
     *
     * @param applicant an endorsed and claimed device
     * @param key key in the request, which proves its possession
     * @param renews use of the certificate that the device presented; null if it presented its general key
     * @param lifetime time after an attestation in which the device can get certificates
     */
    static Entitlement of(
            Applicant applicant, P256PublicKey key, @Nullable Use renews, Instant now, Duration lifetime) {
        Applicant.Attestation attestation = applicant.attestation();
        if (attestation == null) {
            return new Denied("enrol-not-attested", "the device has not attested in this catalog");
        }
        if (applicant.trust() != Trust.TRUSTED) {
            return new Denied(
                    "enrol-not-trusted",
                    "the device is " + applicant.trust().name().toLowerCase(Locale.ROOT) + " since it last attested");
        }
        if (applicant.certificateRevoked()) {
            return new Denied("enrol-revoked", "one of its certificates was revoked, and it has not attested since");
        }
        Instant until = attestation.at().plus(lifetime);
        if (!now.isBefore(until)) {
            return new Denied("enrol-stale", "the device last attested at " + attestation.at());
        }
        return forKey(attestation, key, renews, until);
    }

    private static Entitlement forKey(
            Applicant.Attestation attestation, P256PublicKey key, @Nullable Use renews, Instant until) {
        Evidence evidence = read(attestation);
        CertificateUse use;
        if (renews != Use.UPDATE && key.equals(evidence.customerKey())) {
            use = CertificateUse.CUSTOMER;
        } else if (renews != Use.CUSTOMER && key.equals(evidence.updateKey())) {
            use = CertificateUse.UPDATE;
        } else {
            return new Denied(
                    "enrol-key",
                    "the evidence does not contain the request's key"
                            + (renews == null ? "" : " for the use of the presented certificate"));
        }
        return new Granted(use, attestation.at(), until);
    }

    /** Verifies the stored evidence again, so that a manipulated record cannot certify a key. */
    private static Evidence read(Applicant.Attestation attestation) {
        try {
            return EvidenceFormat.verify(attestation.evidence().bytes());
        } catch (FormatException e) {
            throw new IllegalStateException("recorded evidence is invalid: " + e.getMessage(), e);
        }
    }
}
