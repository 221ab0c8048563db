package dev.holdfast.backend.fleet.manufacturer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * A silicon manufacturer's signed list of its chips: a compact JWS (RFC 7515) with ES256. Header {@code typ} is {@value #TYPE}, {@code kid}
 * is the manufacturer's name. The payload is this record as JSON.
 *
 * @param manufacturer the signer; same as {@code kid}
 * @param issuedAt time of signing; for a chip on two lists, the newer list decides the catalog
 * @param catalog the catalog that may claim the chips without a proof of possession; null if every claim needs a proof
 * @param devices device IDs with the chips' general keys; IDs and keys are unique
 */
record EndorsementList(
        String manufacturer, Instant issuedAt, @Nullable String catalog, List<Endorsed> devices) {
    /** Value of the {@code typ} header. */
    static final String TYPE = "holdfast-endorsements+jws";
    /** Limit of chips in a list. */
    static final int MAX_DEVICES = 100_000;

    private static final int PARTS = 3;
    private static final AlgorithmConstraints ES256_ONLY =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

    /**
     * One chip.
     *
     * @param deviceId the chip's public attestation key
     * @param generalKey the chip's public TLS client key
     * @param sku the chip's part, such as {@code MT3620AN}; null if not given
     */
    record Endorsed(
            DeviceId deviceId,
            P256PublicKey generalKey,
            @Nullable String sku) {}

    /**
     * Verifies the signature, then parses the payload. A list is accepted as a whole or not at all.
     *
     * @param now current time; lists from the future are refused, with a few minutes of tolerance
     * @throws ProblemException {@code invalid-content}, with errors for the first bad chips
     */
    static EndorsementList verify(
            String compact, Function<String, Optional<P256PublicKey>> keys, ObjectMapper json, Instant now) {
        int parts = compact.split("\\.", -1).length;
        if (parts != PARTS) {
            throw ProblemException.badContent(
                    "The body is not an endorsement list: a compact JWS has three parts separated"
                            + " by dots, this has " + parts + ". Check that the file is complete.");
        }
        try {
            JsonWebSignature list = new JsonWebSignature();
            list.setAlgorithmConstraints(ES256_ONLY);
            list.setCompactSerialization(compact.strip());
            String manufacturer = requireHeaders(list);
            list.setKey(keys.apply(manufacturer)
                    .orElseThrow(() -> ProblemException.badContent("This installation does not trust the manufacturer "
                            + manufacturer + ". Add its key first."))
                    .toJca());
            if (!list.verifySignature()) {
                throw ProblemException.badContent(
                        "The signature of " + manufacturer
                                + " on this list is invalid: it was altered, cut off or signed with another key. Nothing was imported.");
            }
            return new EndorsementReader(list.getPayload(), manufacturer, json).read(now);
        } catch (JoseException | ClassCastException e) {
            throw ProblemException.badContent(
                    "The body is not an endorsement list: it is not a compact JWS with ES256.");
        }
    }

    private static String requireHeaders(JsonWebSignature list) {
        @Nullable String manufacturer = list.getKeyIdHeaderValue();
        if (manufacturer == null || !TYPE.equals(list.getHeader("typ"))) {
            throw ProblemException.badContent(
                    "The JWS is not an endorsement list: its header needs typ " + TYPE + " and kid.");
        }
        return manufacturer;
    }
}
