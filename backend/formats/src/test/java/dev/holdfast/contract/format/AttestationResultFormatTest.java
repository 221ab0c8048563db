package dev.holdfast.contract.format;

import static dev.holdfast.contract.Malformed.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;

/** Tests that results verify with their key only, and that their status is no better than their claims. */
class AttestationResultFormatTest {
    private static final TestKey KEY = new TestKey();

    @Example
    void a_signed_result_verifies_only_with_its_key() throws FormatException {
        AttestationResult result = Tokens.result(TrustTier.CONTRAINDICATED);

        byte[] signed = sign(result);

        assertThat(AttestationResultFormat.verify(signed, KEY.publicKey())).isEqualTo(result);
        assertRefused(
                signed, bytes -> AttestationResultFormat.verify(bytes, new TestKey().publicKey()), Reason.SIGNATURE);
    }

    @Example
    void a_result_of_another_catalog_is_refused() throws FormatException {
        byte[] signed = sign(Tokens.result(TrustTier.AFFIRMING));

        assertThat(AttestationResultFormat.verify(signed, KEY.publicKey(), Tokens.CATALOG)
                        .catalog())
                .isEqualTo(Tokens.CATALOG);
        assertRefused(
                signed,
                bytes -> AttestationResultFormat.verify(bytes, KEY.publicKey(), new UUID(7, 9)),
                Reason.PURPOSE);
    }

    @Example
    void every_single_bit_flip_of_a_result_is_refused() {
        byte[] signed = sign(Tokens.result(TrustTier.AFFIRMING));
        for (int bit = 0; bit < signed.length * 8; bit++) {
            byte[] flipped = signed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> AttestationResultFormat.verify(flipped, KEY.publicKey()))
                    .as("bit %d", bit)
                    .isInstanceOf(FormatException.class);
        }
    }

    @Example
    void a_status_better_than_the_worst_claim_is_refused() {
        TrustworthinessVector bad = new TrustworthinessVector(2, 2, 96, 2, 2, 0, 0, 0);

        assertThat(bad.worst()).isEqualTo(TrustTier.CONTRAINDICATED);
        assertThatThrownBy(() -> new AttestationResult(
                        new VerifierId("Holdfast", "test"),
                        Tokens.CATALOG,
                        Tokens.AUDIENCE.group(),
                        1,
                        EvidenceKind.PLUTON,
                        Tokens.DEVICE,
                        Tokens.evidence(EvidenceKind.PLUTON, 1, 1).nonce(),
                        Digest.sha256(new byte[0]),
                        Instant.EPOCH,
                        TrustTier.WARNING,
                        bad,
                        "attestation/default",
                        1,
                        List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void the_tier_of_a_claim_follows_the_ranges_of_the_draft(@ForAll @ByteRange byte claim) {
        TrustTier expected;
        if (claim >= -1 && claim <= 1) {
            expected = TrustTier.NONE;
        } else if (claim >= -32 && claim <= 31) {
            expected = TrustTier.AFFIRMING;
        } else {
            expected = claim >= -96 && claim <= 95 ? TrustTier.WARNING : TrustTier.CONTRAINDICATED;
        }

        assertThat(TrustTier.ofClaim(claim)).isEqualTo(expected);
    }

    /** Results that an earlier build signed must stay readable, because relying parties store results. */
    @Example
    void stored_results_verify_offline_with_their_key() throws FormatException {
        P256PublicKey key = P256PublicKey.of(vector("key"));

        AttestationResult trusted = AttestationResultFormat.verify(vector("trusted"), key);
        AttestationResult untrusted = AttestationResultFormat.verify(vector("untrusted"), key);

        assertThat(trusted.status()).isEqualTo(TrustTier.AFFIRMING);
        assertThat(trusted.vector()).isEqualTo(new TrustworthinessVector(2, 2, 3, 2, 2, 0, 0, 0));
        assertThat(trusted.kind()).isEqualTo(EvidenceKind.PSA);
        assertThat(trusted.findings()).isEmpty();
        assertThat(untrusted.status()).isEqualTo(TrustTier.CONTRAINDICATED);
        assertThat(untrusted.vector().executables()).isEqualTo(96);
        assertThat(untrusted.catalog()).isEqualTo(UUID.fromString("6b1d2f4e-0c3a-4a57-9b42-1f0e5d7c8a90"));
        assertThat(untrusted.verifier()).isEqualTo(new VerifierId("Holdfast", "0.1.0"));
        assertThat(untrusted.policyVersion()).isEqualTo(4);
        assertThat(untrusted.findings())
                .containsExactly(
                        new Finding("measurement-unknown", "NormalWorldKernel", "The kernel is not a known one."));
    }

    /** Signs with the key {@code KEY}. */
    private static byte[] sign(AttestationResult result) {
        return AttestationResultFormat.sign(result, KEY.publicKey(), KEY);
    }

    /** Reads {@code ear/name.hex}: hex, with comments in lines that start with {@code #}. */
    private static byte[] vector(String name) {
        try (InputStream in = Objects.requireNonNull(
                AttestationResultFormatTest.class.getResourceAsStream("/ear/" + name + ".hex"), name)) {
            return HexFormat.of()
                    .parseHex(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
