package dev.holdfast.backend.installation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.contract.device.InternalApi.Witness;
import dev.holdfast.contract.format.MessageSigner;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** The trusted manufacturer {@code test-silicon}: endorses chips and signs the operating system. */
public final class SiliconManufacturer {
    /** The name of this manufacturer. */
    public static final String NAME = "test-silicon";

    /** Another manufacturer whose keys the installation has. */
    public static final String OTHER = "other-silicon";

    private static final KeyPair OTHERS = SharedKeys.p256("others");
    private static final KeyPair ENDORSING = SharedKeys.p256("endorsing");
    private static final KeyPair OPERATING_SYSTEM = SharedKeys.p256("operating-system");
    private static final KeyPair OTHER_OPERATING_SYSTEM = SharedKeys.p256("other-operating-system");

    private SiliconManufacturer() {}

    /**
     * Writes the public keys into the folder of trusted manufacturers, and returns the folder. The key in {@code NAME-os.pem} signs the
     * operating system.
     */
    static Path writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(NAME + ".pem"), pem(ENDORSING));
        Files.writeString(folder.resolve(NAME + "-os.pem"), pem(OPERATING_SYSTEM));
        Files.writeString(folder.resolve(OTHER + ".pem"), pem(OTHERS));
        Files.writeString(folder.resolve(OTHER + "-os.pem"), pem(OTHER_OPERATING_SYSTEM));
        return folder;
    }

    /** Returns the IDs of new chips. Each is a public key on the curve P-256. */
    public static List<DeviceId> chips(int count) {
        List<DeviceId> chips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chips.add(new DeviceId(publicKey(SharedKeys.newP256())));
        }
        return chips;
    }

    /** Returns the witness of a chip that connects with a certificate. */
    public static Witness witness(DeviceId chip) {
        return TestCatalog.witness(chip);
    }

    /** Returns a signed list that endorses chips for any catalog. A chip's general key equals its device ID. */
    public static String endorse(List<DeviceId> chips) {
        return endorse("MT3620AN", chips, ENDORSING, NAME, Map.of());
    }

    /** Returns a signed list that endorses chips for one catalog. */
    public static String endorseFor(String catalog, List<DeviceId> chips) {
        return endorseFor(catalog, "MT3620AN", chips);
    }

    /** Returns a signed list that endorses chips of a part for one catalog. */
    public static String endorseFor(String catalog, String part, List<DeviceId> chips) {
        return endorse(part, chips, ENDORSING, NAME, Map.of("catalog", catalog));
    }

    /** Returns a signed list with this issue time. Other lists are from 2026-11-01. */
    public static String endorseFor(String catalog, List<DeviceId> chips, Instant issuedAt) {
        return endorse("MT3620AN", chips, ENDORSING, NAME, Map.of("catalog", catalog, "issuedAt", issuedAt.toString()));
    }

    /** Returns a list by {@link #OTHER} for one catalog. */
    public static String endorseByOther(String catalog, List<DeviceId> chips) {
        return endorse("MT3620AN", chips, OTHERS, OTHER, Map.of("catalog", catalog));
    }

    /** Returns a list by {@link #OTHER} for one catalog and part. */
    public static String endorseByOther(String catalog, String part, List<DeviceId> chips) {
        return endorse(part, chips, OTHERS, OTHER, Map.of("catalog", catalog));
    }

    /** Returns any payload, signed as an endorsement list of {@link #NAME}. */
    public static String sign(String payload) {
        return sign(payload, ENDORSING, NAME);
    }

    /** Returns a list in the name of this manufacturer with another signature. */
    public static String endorseForged(List<DeviceId> chips) {
        return endorse("MT3620AN", chips, SharedKeys.newP256(), NAME, Map.of());
    }

    /** Returns a signed list. {@code more} has members of the list besides the chips, and can replace the issue time. */
    private static String endorse(
            String part, List<DeviceId> chips, KeyPair keys, String manufacturer, Map<String, String> more) {
        List<Map<String, String>> devices = chips.stream()
                .map(chip -> Map.of("deviceId", chip.text(), "generalKey", chip.text(), "sku", part))
                .toList();
        try {
            Map<String, Object> payload = new HashMap<>(
                    Map.of("manufacturer", manufacturer, "issuedAt", "2026-11-01T00:00:00Z", "devices", devices));
            payload.putAll(more);
            return sign(new ObjectMapper().writeValueAsString(payload), keys, manufacturer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(String payload, KeyPair keys, String manufacturer) {
        JsonWebSignature list = new JsonWebSignature();
        list.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        list.setHeader("typ", "holdfast-endorsements+jws");
        list.setKeyIdHeaderValue(manufacturer);
        list.setKey(keys.getPrivate());
        list.setPayload(payload);
        try {
            return list.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the key that the operating system is signed with. */
    public static P256PublicKey operatingSystemKey() {
        return publicKey(OPERATING_SYSTEM);
    }

    /** Returns the signer of the operating system. */
    public static MessageSigner operatingSystemSigner() {
        return signer(OPERATING_SYSTEM);
    }

    /** Returns the key with which {@link #OTHER} signs its operating system. */
    public static P256PublicKey otherOperatingSystemKey() {
        return publicKey(OTHER_OPERATING_SYSTEM);
    }

    /** Returns the signer of the operating system of {@link #OTHER}. */
    public static MessageSigner otherOperatingSystemSigner() {
        return signer(OTHER_OPERATING_SYSTEM);
    }

    /** Returns a signer with a key that the installation does not know. */
    public static MessageSigner strangersSigner() {
        return signer(SharedKeys.newP256());
    }

    private static MessageSigner signer(KeyPair keys) {
        return message -> {
            try {
                Signature ecdsa = Signature.getInstance("SHA256withECDSAinP1363Format");
                ecdsa.initSign(keys.getPrivate());
                ecdsa.update(message);
                return SignatureBytes.of(ecdsa.sign());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static P256PublicKey publicKey(KeyPair keys) {
        return P256PublicKey.of((ECPublicKey) keys.getPublic());
    }

    private static String pem(KeyPair keys) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }
}
