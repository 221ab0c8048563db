package dev.holdfast.contract.format;

import static dev.holdfast.contract.format.Cddl.assertInvalid;
import static dev.holdfast.contract.format.Cddl.assertValid;

import com.authlete.cbor.CBORByteArray;
import com.authlete.cbor.CBORInteger;
import com.authlete.cbor.CBORItem;
import com.authlete.cbor.CBORItemList;
import com.authlete.cbor.CBORPair;
import com.authlete.cbor.CBORPairList;
import com.authlete.cbor.CBORString;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that encoded messages match the CDDL schemas in {@code docs}, and that malformed ones do not. */
class CddlTest {
    /** Names of the schemas in {@code docs}, without {@code .cddl}. */
    private static final String EVIDENCE = "evidence";

    private static final String PSA = "psa-evidence";
    private static final String RESULT = "attestation-result";

    @Test
    void pluton_evidence_matches_the_schema() throws FormatException {
        for (int count : new int[] {0, 1, Measurement.MAX_COUNT}) {
            byte[] token = Tokens.sign(Tokens.evidence(EvidenceKind.PLUTON, 1L << 40, count), Tokens.ATTESTATION);
            assertValid(EVIDENCE, "evidence", token);
            assertValid(EVIDENCE, "protected-header", bytes(part(token, 0)));
            assertValid(EVIDENCE, "claims", bytes(part(token, 2)));
        }
    }

    /** Labels of all claims of Pluton's evidence. */
    @ParameterizedTest
    @ValueSource(longs = {10, 263, 265, 267, 275, -70001, -70002, -70003, -70004, -70005, -70006, -70007})
    void pluton_evidence_without_a_claim_violates_the_schema(long claim) throws FormatException {
        assertInvalid(EVIDENCE, "claims", without(bytes(part(Tokens.token(EvidenceKind.PLUTON), 2)), claim));
    }

    @Test
    void malformed_pluton_evidence_violates_the_schema() throws FormatException {
        byte[] token = Tokens.token(EvidenceKind.PLUTON);
        byte[] claims = bytes(part(token, 2));

        assertInvalid(EVIDENCE, "evidence", Arrays.copyOf(token, token.length - 1));
        assertInvalid(EVIDENCE, "evidence", claims);
        assertInvalid(EVIDENCE, "claims", with(claims, 1, new CBORInteger(1)));
        assertInvalid(EVIDENCE, "claims", with(without(claims, 10), 10, new CBORByteArray(new byte[31])));
        assertInvalid(EVIDENCE, "claims", with(without(claims, 263), 263, new CBORInteger(5)));
        assertInvalid(EVIDENCE, "claims", with(without(claims, 265), 265, new CBORString("another")));
        assertInvalid(EVIDENCE, "protected-header", new byte[] {(byte) 0xA1, 1, 0x26});
    }

    @Test
    void psa_evidence_matches_the_schema() throws FormatException {
        for (int count : new int[] {1, Measurement.MAX_COUNT}) {
            byte[] evidence = Tokens.sign(Tokens.evidence(EvidenceKind.PSA, 3, count), Tokens.ATTESTATION);
            assertValid(PSA, "psa-evidence", evidence);
            assertValid(PSA, "statement", bytes(part(evidence, 1)));
            byte[] token = bytes(part(evidence, 2));
            assertValid(PSA, "psa-token", token);
            byte[] message = Arrays.copyOfRange(token, 1, token.length);
            assertValid(PSA, "psa-header", bytes(part(message, 0)));
            assertValid(PSA, "psa-claims", bytes(part(message, 2)));
        }
    }

    /** Labels of the claims that RFC 9783 requires. */
    @ParameterizedTest
    @ValueSource(longs = {10, 256, 265, 2394, 2395, 2396, 2399})
    void a_psa_token_without_a_claim_violates_the_schema(long claim) throws FormatException {
        assertInvalid(PSA, "psa-claims", without(Tokens.psaClaims(1).encode(), claim));
    }

    @Test
    void a_psa_token_for_a_non_secure_client_violates_the_schema() {
        assertInvalid(PSA, "psa-claims", Tokens.psaClaims(-1).encode());
    }

    @Test
    void an_attestation_result_matches_the_schema() throws FormatException {
        TestKey key = new TestKey();
        for (TrustTier tier : TrustTier.values()) {
            byte[] result = AttestationResultFormat.sign(Tokens.result(tier), key.publicKey(), key);
            assertValid(RESULT, "attestation-result", result);
            assertValid(RESULT, "protected-header", bytes(part(result, 0)));
            assertValid(RESULT, "ear", bytes(part(result, 2)));
        }
    }

    /** Labels of all claims outside of the submodule. */
    @ParameterizedTest
    @ValueSource(longs = {6, 10, 265, 266, 1004, -70010, -70013, -70014, -70015, -70016})
    void a_result_without_a_claim_violates_the_schema(long claim) throws FormatException {
        assertInvalid(
                RESULT, "ear", without(AttestationResultFormat.encodeClaims(Tokens.result(TrustTier.WARNING)), claim));
    }

    /** Returns an item of an array: of a COSE_Sign1 the protected header (0) or the payload (2). */
    private static CBORItem part(byte[] message, int index) throws FormatException {
        return ((CBORItemList) StrictCbor.decode(message)).getItems().get(index);
    }

    private static byte[] bytes(CBORItem item) {
        return ((CBORByteArray) item).getValue();
    }

    /** Returns an encoded map without a key. */
    private static byte[] without(byte[] map, long key) throws FormatException {
        return new CBORPairList(pairs(map)
                        .filter(pair -> !pair.getKey().parse().toString().equals(Long.toString(key)))
                        .toList())
                .encode();
    }

    /** Returns an encoded map with one more entry. */
    private static byte[] with(byte[] map, int key, CBORItem value) throws FormatException {
        return new CBORPairList(Stream.concat(pairs(map), Stream.of(new CBORPair(new CBORInteger(key), value)))
                        .toList())
                .encode();
    }

    private static Stream<CBORPair> pairs(byte[] map) throws FormatException {
        return ((CBORPairList) StrictCbor.decodeInAnyOrder(map))
                .getPairs().stream().map(pair -> pair);
    }
}
