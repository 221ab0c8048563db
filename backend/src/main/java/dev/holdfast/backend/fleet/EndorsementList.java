package dev.holdfast.backend.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.platform.problem.JsonMistake;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.problem.Problem;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * A silicon maker's word on its chips: a compact JWS (RFC 7515), ES256, {@code typ} {@value #TYPE}, {@code kid} the maker,
 * with the payload of this record as JSON.
 *
 * @param maker who vouches; the same as {@code kid}
 * @param issuedAt when
 * @param catalog whom the chips are for: no other catalog can claim them; null when any may
 * @param devices each device ID with the chip's general key, each ID once
 */
record EndorsementList(
        String maker, Instant issuedAt, @Nullable String catalog, List<Endorsed> devices) {
    /** What a list calls itself. */
    static final String TYPE = "holdfast-endorsements+jws";
    /** No list is longer. */
    static final int MAX_DEVICES = 100_000;

    private static final Pattern CATALOG = Pattern.compile("[A-Za-z0-9_-]{1,50}");
    private static final Pattern SKU = Pattern.compile("[A-Za-z0-9._-]{1,32}");

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

    /** Checks who signed before it reads what is said; fails with {@code invalid-content}. */
    static EndorsementList verify(String compact, Function<String, Optional<P256PublicKey>> keys, ObjectMapper json) {
        try {
            JsonWebSignature list = new JsonWebSignature();
            list.setAlgorithmConstraints(ES256_ONLY);
            list.setCompactSerialization(compact);
            String maker = requireHeaders(list);
            list.setKey(keys.apply(maker)
                    .orElseThrow(() -> ProblemException.badContent(
                            "The list is signed as " + maker + ", a maker that this installation does not trust."))
                    .toJca());
            if (!list.verifySignature()) {
                throw ProblemException.badContent(
                        "The signature is not the one of " + maker + ". Nothing was imported.");
            }
            return check(json.readValue(list.getPayload(), EndorsementList.class), maker);
        } catch (JoseException e) {
            throw ProblemException.badContent("The body is not an endorsement list: it is no compact JWS with ES256.");
        } catch (JsonProcessingException e) {
            Problem.FieldError mistake = JsonMistake.of(e);
            throw ProblemException.badContent(
                    "The list is signed, but not well-formed: " + mistake.field() + " " + mistake.message() + ".");
        }
    }

    private static String requireHeaders(JsonWebSignature list) {
        @Nullable String maker = list.getKeyIdHeaderValue();
        if (maker == null || !TYPE.equals(list.getHeader("typ"))) {
            throw ProblemException.badContent(
                    "The JWS is not an endorsement list: its header lacks typ " + TYPE + " or kid.");
        }
        return maker;
    }

    private static EndorsementList check(@Nullable EndorsementList list, String maker) {
        if (list == null || !maker.equals(list.maker()) || list.devices() == null) {
            throw ProblemException.badContent("The list is signed by " + maker + " but does not say so inside.");
        }
        if (list.devices().isEmpty() || list.devices().size() > MAX_DEVICES) {
            throw ProblemException.badContent(
                    "The list has " + list.devices().size() + " chips, expected 1 to " + MAX_DEVICES + ".");
        }
        if (list.catalog() != null && !CATALOG.matcher(list.catalog()).matches()) {
            throw ProblemException.badContent("The list is for '" + list.catalog() + "', which is no catalog's name.");
        }
        Set<DeviceId> seen = new HashSet<>();
        for (Endorsed device : list.devices()) {
            if (device == null
                    || device.deviceId() == null
                    || device.generalKey() == null
                    || !seen.add(device.deviceId())) {
                throw ProblemException.badContent("A chip of the list is incomplete or stands twice.");
            }
            if (device.sku() != null && !SKU.matcher(device.sku()).matches()) {
                throw ProblemException.badContent("A chip of the list has the SKU '" + device.sku()
                        + "'; one has at most 32 letters, digits, dots, - and _.");
            }
        }
        return list;
    }
}
