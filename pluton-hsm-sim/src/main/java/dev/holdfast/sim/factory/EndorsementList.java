package dev.holdfast.sim.factory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * The silicon manufacturer's endorsement of its chips: ES256 compact JWS with {@code typ} {@value #TYPE} and the
 * manufacturer's name as {@code kid}.
 *
 * @param manufacturer name of the manufacturer
 * @param issuedAt time of the signature, ISO 8601
 * @param catalog the only catalog that can claim the chips; empty for any
 * @param devices the chips
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record EndorsementList(String manufacturer, String issuedAt, Optional<String> catalog, List<Chip> devices) {
    private static final String TYPE = "holdfast-endorsements+jws";
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    /**
     * A chip and its general key.
     *
     * @param sku order number of its part
     */
    record Chip(DeviceId deviceId, P256PublicKey generalKey, String sku) {}

    static EndorsementList of(String manufacturer, Instant now, Optional<String> catalog, List<Chip> chips) {
        return new EndorsementList(manufacturer, now.toString(), catalog, List.copyOf(chips));
    }

    String sign(FactoryKey key) {
        try {
            JsonWebSignature jws = new JsonWebSignature();
            jws.setHeader("typ", TYPE);
            jws.setKeyIdHeaderValue(manufacturer);
            jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            jws.setPayload(JSON.writeValueAsString(this));
            jws.setKey(key.secret());
            return jws.getCompactSerialization();
        } catch (JoseException | JsonProcessingException e) {
            throw new IllegalStateException("the endorsement list cannot be signed", e);
        }
    }
}
