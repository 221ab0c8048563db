package dev.holdfast.sim.factory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import java.time.Instant;
import java.util.List;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * The silicon maker's word that it made these chips: ES256 compact JWS with {@code typ} {@value #TYPE} and the maker's
 * name as {@code kid}.
 *
 * @param maker who says so
 * @param issuedAt when, ISO 8601
 * @param devices the chips
 */
record EndorsementList(String maker, String issuedAt, List<Chip> devices) {
    private static final String TYPE = "holdfast-endorsements+jws";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A chip and its general key. */
    record Chip(DeviceId deviceId, P256PublicKey generalKey) {}

    static EndorsementList of(String maker, Instant now, List<Chip> chips) {
        return new EndorsementList(maker, now.toString(), List.copyOf(chips));
    }

    String sign(FactoryKey key) {
        try {
            JsonWebSignature jws = new JsonWebSignature();
            jws.setHeader("typ", TYPE);
            jws.setKeyIdHeaderValue(maker);
            jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            jws.setPayload(JSON.writeValueAsString(this));
            jws.setKey(key.secret());
            return jws.getCompactSerialization();
        } catch (JoseException | JsonProcessingException e) {
            throw new IllegalStateException("the endorsement list cannot be signed", e);
        }
    }
}
