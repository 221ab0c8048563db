package dev.holdfast.ui.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ui.fake.FakeTokens;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Decodes evidence and attestation results to a list of claims. */
class TokenClaimsTest {
    @Test
    void a_token_is_decoded_to_claims_with_keys_and_names() {
        assertThat(TokenClaims.of(FakeTokens.evidence(412)))
                .contains(
                        new TokenClaims("Header", "1", "Algorithm (-7: ES256)", "-7"),
                        new TokenClaims("Claims", "267", "Boot count", "412"),
                        new TokenClaims("Claims", "-70003", "Enabled capabilities", "none"))
                .anySatisfy(claim -> assertThat(claim.part()).isEqualTo("Signature"));
    }

    @Test
    void each_measurement_is_a_separate_claim() {
        assertThat(TokenClaims.of(FakeTokens.evidence(1)).stream()
                        .filter(claim -> claim.name().startsWith("Measurement")))
                .extracting(TokenClaims::label)
                .containsExactly("-70004 › 1", "-70004 › 2");
    }

    @Test
    void nested_claims_are_named_by_their_path() {
        assertThat(TokenClaims.of(FakeTokens.result("default", 3)))
                .contains(
                        new TokenClaims("Claims", "266 › pluton › 1001 › 2", "Trustworthiness: executables", "2"),
                        new TokenClaims("Claims", "266 › pluton › -70011", "Policy version", "3"),
                        new TokenClaims("Claims", "1004 › 0", "Verifier", "Holdfast"));
    }

    @Property
    void decoding_arbitrary_bytes_never_fails(@ForAll byte[] bytes) {
        assertThat(TokenClaims.of(bytes)).isNotNull();
    }
}
