package dev.holdfast.backend.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.attestation.challenge.ChallengePurpose;
import dev.holdfast.backend.attestation.challenge.Challenges;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.InternalApi.AttestRequest;
import dev.holdfast.contract.format.AttestationResultFormat;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.EvidenceKind;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Attacks on evidence, run through the use case. Log and metric have a name for each kind of refusal. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class EvidenceAttacksTest {
    @Inject
    TestCatalog catalogs;

    @Inject
    TestDevices devices;

    @Inject
    Challenges challenges;

    @Inject
    KeyVault vault;

    @Inject
    Refusals refusals;

    private final TestChip chip = new TestChip();
    private final TestChip other = new TestChip();
    private CatalogId catalog;

    @BeforeEach
    void claim() {
        catalog = catalogs.create();
        catalogs.claim(catalog, chip);
        catalogs.claim(catalog, other);
    }

    @ParameterizedTest
    @EnumSource
    void a_flipped_bit_in_any_byte_of_a_token_is_refused_and_spends_no_nonce(EvidenceKind kind) {
        byte[] good = token(kind, chip, devices.challenge(chip));
        for (int i = 0; i < good.length; i++) {
            byte[] flipped = good.clone();
            flipped[i] ^= (byte) (1 << i % Byte.SIZE);
            assertThatThrownBy(() -> send(flipped)).as("byte " + i).isInstanceOf(ProblemException.class);
        }
        assertThat(attestations()).isZero();

        assertThat(send(good)).isEqualTo(Outcome.TRUSTED);
    }

    @ParameterizedTest
    @EnumSource
    void a_nonce_works_once(EvidenceKind kind) {
        byte[] good = token(kind, chip, devices.challenge(chip));
        assertThat(send(good)).isEqualTo(Outcome.TRUSTED);

        assertRefused("nonce-spent", good);
        assertThat(attestations()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void a_nonce_of_another_device_or_purpose_or_a_forged_one_is_refused(EvidenceKind kind) {
        assertRefused("nonce-not-issued", token(kind, chip, devices.challenge(other)));
        assertRefused(
                "nonce-not-issued",
                token(kind, chip, challenges.issue(chip.device(), catalog.value(), ChallengePurpose.CLAIM)));
        assertRefused("nonce-not-issued", token(kind, chip, Nonce.of(new byte[Nonce.LENGTH])));
    }

    @ParameterizedTest
    @EnumSource
    void a_nonce_of_another_catalog_is_refused(EvidenceKind kind) {
        Nonce foreign = challenges.issue(chip.device(), catalogs.create().value(), ChallengePurpose.ATTEST);

        assertRefused("nonce-catalog", token(kind, chip, foreign));
    }

    /** A nonce is valid for 60 seconds, plus 5 seconds for clock differences. */
    @ParameterizedTest
    @EnumSource
    void an_expired_or_future_nonce_is_refused(EvidenceKind kind) {
        assertRefused("nonce-expired", token(kind, chip, madeAt(Duration.ofSeconds(-70))));
        assertRefused("nonce-expired", token(kind, chip, madeAt(Duration.ofDays(-1))));
        assertRefused("nonce-premature", token(kind, chip, madeAt(Duration.ofSeconds(60))));
    }

    @ParameterizedTest
    @EnumSource
    void swapped_measurements_are_refused_or_untrusted(EvidenceKind kind) {
        List<Measurement> honest = TestImages.measured(TestImages.all());
        byte[] token = token(kind, chip, devices.challenge(chip));
        byte[] swapped = exchange(
                token, honest.get(0).digest().bytes(), honest.get(1).digest().bytes());
        assertRefused("evidence-signature", swapped);

        List<Measurement> lie = new ArrayList<>(honest);
        lie.set(0, withDigestOf(honest.get(0), honest.get(1)));
        lie.set(1, withDigestOf(honest.get(1), honest.get(0)));
        assertThat(send(token(kind, chip, devices.challenge(chip), lie))).isEqualTo(Outcome.UNTRUSTED);
    }

    /**
     * The second column is a COSE algorithm in hex: 00 is reserved, 05 is a MAC, and 27 is EdDSA (-8). Only ES256 (-7, hex 26) is accepted.
     * COSE has no algorithm {@code none}.
     */
    @ParameterizedTest
    @CsvSource({"PLUTON, 00", "PLUTON, 05", "PLUTON, 27", "PSA, 00", "PSA, 05", "PSA, 27"})
    void any_algorithm_but_es256_is_refused_before_verification(EvidenceKind kind, String algorithm) {
        assertRefused("evidence-algorithm", withAlgorithm(token(kind, chip, devices.challenge(chip)), algorithm));
    }

    @Test
    void a_longer_algorithm_is_refused_too() {
        // ES384 is -35, two bytes in hex: 3822. The protected header grows from 70 bytes (5846) to 71 bytes (5847).
        String hex = HexFormat.of().formatHex(token(EvidenceKind.PLUTON, chip, devices.challenge(chip)));
        int at = hex.indexOf("5846a20126");
        assertThat(at).isPositive();

        assertRefused(
                "evidence-algorithm",
                HexFormat.of().parseHex(hex.substring(0, at) + "5847a2013822" + hex.substring(at + 10)));
    }

    @ParameterizedTest
    @EnumSource
    void too_large_or_deeply_nested_evidence_is_refused_before_parsing(EvidenceKind kind) {
        byte[] good = token(kind, chip, devices.challenge(chip));
        byte[] deep = new byte[2_000];
        Arrays.fill(deep, (byte) 0x81);
        deep[0] = good[0];

        assertRefused("evidence-size", Arrays.copyOf(good, EvidenceFormat.MAX_LENGTH + 1));
        assertRefused("evidence-depth", deep);
    }

    @ParameterizedTest
    @EnumSource
    void evidence_of_another_device_is_refused(EvidenceKind kind) {
        assertRefused("evidence-device", token(kind, other, devices.challenge(other)));
    }

    @Test
    void evidence_for_a_claim_is_refused() {
        Evidence evidence = chip.evidence(devices.challenge(chip), TestImages.measured(TestImages.all()));

        assertRefused(
                "evidence-purpose", chip.token(TestImages.forClaim(evidence)).bytes());
    }

    @Test
    void a_result_is_invalid_in_another_catalog() throws FormatException {
        byte[] result = devices.attest(
                        chip,
                        chip.evidence(devices.challenge(chip), TestImages.measured(TestImages.all())),
                        "192.0.2.1")
                .result()
                .bytes();

        AttestationResultFormat.verify(result, vault.resultKey().publicKey(), catalog.value());
        assertThatThrownBy(() -> AttestationResultFormat.verify(
                        result, vault.resultKey().publicKey(), catalogs.create().value()))
                .isInstanceOfSatisfying(
                        FormatException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(FormatException.Reason.PURPOSE));
    }

    /** Creates a nonce as this installation would if its clock were off by {@code off}. */
    private Nonce madeAt(Duration off) {
        InstantSource clock = () -> InstantSource.system().instant().plus(off);
        return new Challenges(vault.challengeSecret(), clock)
                .issue(chip.device(), catalog.value(), ChallengePurpose.ATTEST);
    }

    /** Asserts that evidence is refused under this name, in the message and in the metric. */
    private void assertRefused(String name, byte[] evidence) {
        double before = refusals.count(name);
        assertThatThrownBy(() -> send(evidence))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type()).isEqualTo(ProblemType.DEVICE_REFUSED))
                .hasMessageContaining(name + ": ");
        assertThat(refusals.count(name)).isEqualTo(before + 1);
    }

    /** Sends evidence as if from the chip. */
    private Outcome send(byte[] evidence) {
        return devices.request(new AttestRequest(chip.device(), chip.generalKey(), Blob.of(evidence), "127.0.0.1"))
                .outcome();
    }

    /** Returns the number of the chip's stored attestations. */
    private long attestations() {
        return catalogs.ofDevice(
                catalog,
                chip.device(),
                "select count(*) from attestation where catalog_id = $1 and device_id = $2",
                row -> row.getLong(0));
    }

    /** Returns signed evidence with current images. */
    private static byte[] token(EvidenceKind kind, TestChip by, Nonce nonce) {
        return token(kind, by, nonce, TestImages.measured(TestImages.all()));
    }

    private static byte[] token(EvidenceKind kind, TestChip by, Nonce nonce, List<Measurement> measured) {
        return by.token(
                        switch (kind) {
                            case PLUTON -> by.evidence(nonce, measured);
                            case PSA -> by.psaEvidence(nonce, measured);
                        })
                .bytes();
    }

    /** Returns the first measurement with image and digest of the second one. */
    private static Measurement withDigestOf(Measurement one, Measurement another) {
        return new Measurement(one.type(), one.component(), another.image(), another.digest(), one.securityVersion());
    }

    /** Swaps two byte sequences of equal length wherever they occur in the token. */
    private static byte[] exchange(byte[] token, byte[] one, byte[] another) {
        String marker = "-".repeat(one.length * 2);
        HexFormat hex = HexFormat.of();
        return hex.parseHex(hex.formatHex(token)
                .replace(hex.formatHex(one), marker)
                .replace(hex.formatHex(another), hex.formatHex(one))
                .replace(marker, hex.formatHex(another)));
    }

    /** Replaces the algorithm ES256 (hex 26) in the protected header by another one of one byte in hex. */
    private static byte[] withAlgorithm(byte[] token, String algorithm) {
        String hex = HexFormat.of().formatHex(token);
        // The protected header of PSA or Pluton evidence: a byte string with a map that begins with the algorithm
        // ES256.
        int at = Math.max(hex.indexOf("43a10126"), hex.indexOf("5846a20126"));
        int algorithmAt = hex.indexOf("26", at);
        return HexFormat.of().parseHex(hex.substring(0, algorithmAt) + algorithm + hex.substring(algorithmAt + 2));
    }
}
