package dev.holdfast.backend.fleet.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.platform.signing.VoucherSigner;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Permission of an owner to move devices to another catalog, signed by the installation: a compact JWS (RFC 7515) with ES256, {@code typ}
 * {@value #TYPE}, and this record as JSON.
 *
 * @param transfer the transfer's GUID; a voucher can be used once
 * @param from name of the offering catalog
 * @param to name of the catalog that may accept
 * @param by name of the owner who offers
 * @param devices number of devices
 * @param digest SHA-256 over the 64-byte device IDs in ascending order
 * @param issuedAt time of signing
 * @param expiresAt time from which the voucher is invalid
 */
record Voucher(
        UUID transfer,
        String from,
        String to,
        String by,
        int devices,
        Digest digest,
        Instant issuedAt,
        Instant expiresAt) {
    /** Value of the {@code typ} header. */
    static final String TYPE = "holdfast-transfer+jws";

    private static final AlgorithmConstraints ES256_ONLY =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    private static final String HEADER = "{\"alg\":\"ES256\",\"typ\":\"" + TYPE + "\"}";

    static Digest digest(Collection<DeviceId> devices) {
        ByteArrayOutputStream ids = new ByteArrayOutputStream();
        devices.stream().sorted().forEach(device -> ids.writeBytes(device.bytes()));
        return Digest.sha256(ids.toByteArray());
    }

    /** Returns the voucher as compact JWS. */
    String sign(VoucherSigner signer, ObjectMapper json) {
        try {
            String input = base64(HEADER.getBytes(StandardCharsets.UTF_8)) + "." + base64(json.writeValueAsBytes(this));
            return input + "."
                    + base64(signer.sign(input.getBytes(StandardCharsets.US_ASCII))
                            .bytes());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the record as JSON", e);
        }
    }

    /** Returns whether {@code compact} is this voucher with a valid signature. */
    boolean isSignedAs(String compact, P256PublicKey key, ObjectMapper json) {
        try {
            JsonWebSignature signed = new JsonWebSignature();
            signed.setAlgorithmConstraints(ES256_ONLY);
            signed.setCompactSerialization(compact);
            signed.setKey(key.toJca());
            return TYPE.equals(signed.getHeader("typ"))
                    && signed.verifySignature()
                    && equals(json.readValue(signed.getPayload(), Voucher.class));
        } catch (JoseException | JsonProcessingException | ClassCastException e) {
            return false;
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
