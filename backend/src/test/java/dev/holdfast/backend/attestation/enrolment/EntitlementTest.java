package dev.holdfast.backend.attestation.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.holdfast.backend.attestation.TestChip;
import dev.holdfast.backend.attestation.TestImages;
import dev.holdfast.backend.attestation.subject.AdmissionState;
import dev.holdfast.backend.pki.issuing.CertificateUse;
import dev.holdfast.contract.device.InternalApi.EnrolRequest.Use;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.operator.device.Trust;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which device gets which certificate. */
class EntitlementTest {
    /** Time after an attestation during which the device gets certificates. They expire at its end. */
    private static final Duration DAY = Duration.ofDays(1);

    private static final Instant ATTESTED = Instant.parse("2026-11-26T12:00:00Z");

    private final TestChip chip = new TestChip();
    private final KeyPair customer = Requests.key();
    private final KeyPair update = Requests.key();
    private final Blob evidence = chip.token(Requests.withKeys(
            chip.evidence(Nonce.of(new byte[Nonce.LENGTH]), TestImages.measured(TestImages.all())), customer, update));

    @Test
    void a_certificate_has_the_use_of_its_key_and_expires_with_the_attestation() {
        assertThat(of(Trust.TRUSTED, customer, null, ATTESTED.plusSeconds(60)))
                .isEqualTo(new Entitlement.Granted(CertificateUse.CUSTOMER, ATTESTED, ATTESTED.plus(DAY)));
        assertThat(of(Trust.TRUSTED, update, null, ATTESTED.plus(DAY).minusSeconds(1)))
                .isEqualTo(new Entitlement.Granted(CertificateUse.UPDATE, ATTESTED, ATTESTED.plus(DAY)));
    }

    @Test
    void an_attestation_older_than_its_lifetime_is_refused() {
        assertDenied("enrol-stale", of(Trust.TRUSTED, customer, null, ATTESTED.plus(DAY)));
        assertDenied("enrol-stale", of(Trust.TRUSTED, customer, Use.CUSTOMER, ATTESTED.plus(DAY.multipliedBy(9))));
    }

    @ParameterizedTest
    @EnumSource(value = Trust.class, names = "TRUSTED", mode = EnumSource.Mode.EXCLUDE)
    void an_untrusted_device_gets_no_certificate(Trust trust) {
        assertDenied("enrol-not-trusted", of(trust, update, Use.UPDATE, ATTESTED));
        assertDenied("enrol-not-trusted", of(trust, customer, null, ATTESTED));
    }

    @Test
    void a_device_that_never_attested_gets_no_certificate() {
        assertDenied(
                "enrol-not-attested",
                Entitlement.of(
                        new Applicant(admissionState(), Trust.TRUSTED, null, false, false),
                        Requests.publicKey(customer),
                        null,
                        ATTESTED,
                        DAY));
    }

    @Test
    void a_device_with_a_revoked_certificate_must_attest_first() {
        Applicant applicant = new Applicant(
                admissionState(), Trust.TRUSTED, new Applicant.Attestation(ATTESTED, evidence), true, false);

        assertDenied("enrol-revoked", Entitlement.of(applicant, Requests.publicKey(customer), null, ATTESTED, DAY));
    }

    @Test
    void a_key_outside_of_the_evidence_gets_no_certificate() {
        assertDenied("enrol-key", of(Trust.TRUSTED, Requests.key(), null, ATTESTED));
        assertThat(Entitlement.of(applicant(Trust.TRUSTED), chip.generalKey(), null, ATTESTED, DAY))
                .isInstanceOfSatisfying(
                        Entitlement.Denied.class,
                        denied -> assertThat(denied.name()).isEqualTo("enrol-key"));
    }

    @Test
    void a_certificate_renews_only_its_own_use() {
        assertThat(of(Trust.TRUSTED, update, Use.UPDATE, ATTESTED)).isInstanceOf(Entitlement.Granted.class);
        assertDenied("enrol-key", of(Trust.TRUSTED, customer, Use.UPDATE, ATTESTED));
        assertDenied("enrol-key", of(Trust.TRUSTED, update, Use.CUSTOMER, ATTESTED));
    }

    @Test
    void altered_stored_evidence_certifies_nothing() {
        byte[] changed = evidence.bytes();
        changed[changed.length / 2] ^= 1;
        Applicant applicant = new Applicant(
                admissionState(), Trust.TRUSTED, new Applicant.Attestation(ATTESTED, Blob.of(changed)), false, false);

        assertThatIllegalStateException()
                .isThrownBy(() -> Entitlement.of(applicant, Requests.publicKey(customer), null, ATTESTED, DAY));
    }

    /** Decides about a key. {@code renews} is the use of the certificate that the device renews; null if the device uses its chip's key. */
    private Entitlement of(Trust trust, KeyPair key, @Nullable Use renews, Instant now) {
        return Entitlement.of(applicant(trust), Requests.publicKey(key), renews, now, DAY);
    }

    /** Returns a device that attested, is not blocked, and lost no certificate. */
    private Applicant applicant(Trust trust) {
        return new Applicant(admissionState(), trust, new Applicant.Attestation(ATTESTED, evidence), false, false);
    }

    private AdmissionState admissionState() {
        return new AdmissionState(chip.generalKey(), UUID.randomUUID(), null, null);
    }

    private static void assertDenied(String name, Entitlement entitlement) {
        assertThat(entitlement)
                .isInstanceOfSatisfying(
                        Entitlement.Denied.class,
                        denied -> assertThat(denied.name()).isEqualTo(name));
    }
}
