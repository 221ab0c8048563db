package dev.holdfast.contract.format;

import static dev.holdfast.contract.Malformed.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.cbor.CBORPair;
import com.authlete.cbor.CBORPairList;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the required claims of PSA tokens, and what binds a token to its device and statement. */
class PsaEvidenceTest {
    private static final Evidence EVIDENCE = Tokens.evidence(EvidenceKind.PSA, 7, 2);

    /** Labels of the claims that RFC 9783 requires. */
    @ParameterizedTest
    @ValueSource(longs = {10, 256, 265, 2394, 2395, 2396, 2399})
    void evidence_without_a_required_claim_is_refused(long claim) throws FormatException {
        CBORPairList claims =
                (CBORPairList) StrictCbor.decode(Tokens.psaClaims(1).encode());
        List<CBORPair> without = claims.getPairs().stream()
                .filter(pair -> !pair.getKey().parse().toString().equals(Long.toString(claim)))
                .<CBORPair>map(pair -> pair)
                .toList();

        assertThat(without).hasSize(claims.getPairs().size() - 1);
        assertRefused(signed(new CBORPairList(without).encode()), EvidenceFormat::verify, Reason.MISSING);
    }

    @Test
    void claims_in_any_order_and_unknown_claims_are_accepted() throws FormatException {
        CBORPairList claims =
                (CBORPairList) StrictCbor.decode(Tokens.psaClaims(1).encode());
        List<CBORPair> mixed = new ArrayList<>(claims.getPairs());
        mixed.add(new CBORPair(new com.authlete.cbor.CBORInteger(2400), new com.authlete.cbor.CBORString("https://v")));
        Collections.reverse(mixed);

        assertThat(EvidenceFormat.verify(signed(new CBORPairList(mixed).encode())))
                .isEqualTo(EVIDENCE);
    }

    @Test
    void a_token_for_a_non_secure_client_is_refused() {
        for (int clientId : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertRefused(signed(Tokens.psaClaims(clientId).encode()), EvidenceFormat::verify, Reason.PURPOSE);
        }
    }

    @Test
    void a_token_is_refused_with_another_statement() {
        byte[] other = PsaEvidenceFormat.encodeStatement(Tokens.evidence(EvidenceKind.PSA, 8, 2));

        assertRefused(
                PsaEvidenceFormat.encode(
                        Tokens.DEVICE,
                        other,
                        CoseSign1.signTagged(Tokens.psaClaims(1).encode(), Tokens.ATTESTATION)),
                EvidenceFormat::verify,
                Reason.PURPOSE);
    }

    @Test
    void an_instance_id_of_another_key_is_refused() {
        TestKey other = new TestKey();
        byte[] evidence = PsaEvidenceFormat.encode(
                new DeviceId(other.publicKey()),
                PsaEvidenceFormat.encodeStatement(EVIDENCE),
                CoseSign1.signTagged(Tokens.psaClaims(1).encode(), other));

        assertRefused(evidence, EvidenceFormat::verify, Reason.PURPOSE);
    }

    @Test
    void debugging_is_disabled_only_on_a_secured_device() {
        for (PsaLifecycle lifecycle : PsaLifecycle.values()) {
            assertThat(lifecycle.debugState() == DebugState.ENABLED)
                    .as(lifecycle.name())
                    .isEqualTo(lifecycle != PsaLifecycle.SECURED);
            assertThat(PsaLifecycle.ofClaim(lifecycle.claim() | 0xFF)).contains(lifecycle);
        }
        assertThat(PsaLifecycle.ofClaim(0x7000)).isEmpty();
    }

    @Test
    void a_component_is_identified_by_its_signer_and_type() {
        Digest one = Digest.sha256(new byte[] {1});
        Digest two = Digest.sha256(new byte[] {2});
        Measurement old = new PsaSoftwareComponent("PRoT", one, "1.0.0", one).measurement();
        Measurement fresh = new PsaSoftwareComponent("PRoT", two, "1.0.1", one).measurement();
        Measurement stranger = new PsaSoftwareComponent("PRoT", one, "1.0.0", two).measurement();

        assertThat(old.type()).isEqualTo(ImageType.PLUTON_RUNTIME);
        assertThat(fresh.component()).isEqualTo(old.component());
        assertThat(fresh.image()).isNotEqualTo(old.image());
        assertThat(stranger.component()).isNotEqualTo(old.component());
        assertThat(old.component().value().version()).isEqualTo(8);
    }

    /** Returns the evidence {@code EVIDENCE} with other claims in its token. */
    private static byte[] signed(byte[] claims) {
        return PsaEvidenceFormat.encode(
                Tokens.DEVICE,
                PsaEvidenceFormat.encodeStatement(EVIDENCE),
                CoseSign1.signTagged(claims, Tokens.ATTESTATION));
    }
}
