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
 * A silicon manufacturer's word on its chips: a compact JWS (RFC 7515), ES256, {@code typ} {@value #TYPE}, {@code kid} the manufacturer,
 * with the payload of this record as JSON.
 *
 * @param manufacturer who vouches; the same as {@code kid}
 * @param issuedAt when; of two lists that name a chip the newer one says whom it is for
 * @param catalog whom the chips are for; null when for whoever proves to have them
 * @param devices each device ID with the chip's general key, each ID and key once
 */
record EndorsementList(
        String manufacturer, Instant issuedAt, @Nullable String catalog, List<Endorsed> devices) {
    /** What a list calls itself. */
    static final String TYPE = "holdfast-endorsements+jws";
    /** No list has more chips. */
    static final int MAX_DEVICES = 100_000;

    private static final int PARTS = 3;
    private static final AlgorithmConstraints ES256_ONLY =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

    /**
     * One chip.
     *
     * @param deviceId its attestation key
     * @param generalKey the key that its TLS client proves
     * @param sku which part it is, such as {@code MT3620AN}; null when the list does not say
     */
    record Endorsed(
            DeviceId deviceId,
            P256PublicKey generalKey,
            @Nullable String sku) {}

    /**
     * Checks who signed before it reads what is said. It is taken whole or not at all.
     *
     * @param now no list is from later than a few minutes after
     * @throws ProblemException {@code invalid-content}, with an entry for each bad chip
     */
    static EndorsementList verify(
            String compact, Function<String, Optional<P256PublicKey>> keys, ObjectMapper json, Instant now) {
        int parts = compact.split("\\.", -1).length;
        if (parts != PARTS) {
            throw ProblemException.badContent("The body is not an endorsement list: a compact JWS has three parts with"
                    + " dots between them, and this has " + parts + ". If it was copied, a part of it is missing.");
        }
        try {
            JsonWebSignature list = new JsonWebSignature();
            list.setAlgorithmConstraints(ES256_ONLY);
            list.setCompactSerialization(compact.strip());
            String manufacturer = requireHeaders(list);
            list.setKey(keys.apply(manufacturer)
                    .orElseThrow(() -> ProblemException.badContent(
                            "The list is signed as " + manufacturer + ", a manufacturer that this installation does not trust."))
                    .toJca());
            if (!list.verifySignature()) {
                throw ProblemException.badContent(
                        "The signature is not that of " + manufacturer
                                + " over this list: it was altered or cut off, or someone else signed it. Nothing was imported.");
            }
            return new EndorsementReader(list.getPayload(), manufacturer, json).read(now);
        } catch (JoseException e) {
            throw ProblemException.badContent("The body is not an endorsement list: it is no compact JWS with ES256.");
        }
    }

    private static String requireHeaders(JsonWebSignature list) {
        @Nullable String manufacturer = list.getKeyIdHeaderValue();
        if (manufacturer == null || !TYPE.equals(list.getHeader("typ"))) {
            throw ProblemException.badContent(
                    "The JWS is not an endorsement list: its header lacks typ " + TYPE + " or kid.");
        }
        return manufacturer;
    }
}
