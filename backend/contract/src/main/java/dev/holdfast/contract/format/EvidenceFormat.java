package dev.holdfast.contract.format;

import com.authlete.cbor.CBORByteArray;
import com.authlete.cbor.CBORItem;
import com.authlete.cbor.CBORItemList;
import com.authlete.cbor.CBORPairList;
import com.authlete.cbor.CBORPairsBuilder;
import com.authlete.cbor.CBORizer;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongFunction;

/**
 * Evidence on the wire: a COSE_Sign1 (RFC 9052) Entity Attestation Token (RFC 9711), made inside Pluton. The key id
 * is the device ID itself, so the token can be checked from itself alone; whether that device is the one expected is
 * the appraiser's question.
 *
 * <pre>{@code
 * evidence = [ protected: bstr .cbor { 1 => -7, 4 => device-id: bstr .size 64 }, {}, payload: bstr .cbor claims, bstr .size 64 ]
 * claims = {
 *   10 => bstr .size 32,           ; eat_nonce
 *   263 => 0..4,                   ; dbgstat
 *   265 => PROFILE,                ; eat_profile
 *   267 => uint,                   ; bootcount
 *   -70001 => 0..2,                ; manufacturing state
 *   -70002 => uint,                ; trusted keystore's security version
 *   -70003 => [* uint],            ; enabled capabilities, ascending
 *   -70004 => [* measurement],     ; at most 20, in order of boot
 *   -70005 => bstr .size 64,       ; customer key X‖Y
 *   -70006 => bstr .size 64,       ; update key X‖Y
 * }
 * measurement = [ type: uint, component: bstr .size 16, image: bstr .size 16, digest: bstr .size 32, security-version: uint ]
 * }</pre>
 */
public final class EvidenceFormat {
    /** The media type of evidence. */
    public static final String MEDIA_TYPE = "application/eat+cwt";
    /** No evidence is longer. */
    public static final int MAX_LENGTH = 4096;

    private static final String PROFILE = "tag:holdfast.dev,2026:pluton-evidence/1";
    private static final long NONCE = 10;
    private static final long DEBUG_STATE = 263;
    private static final long EAT_PROFILE = 265;
    private static final long BOOT_COUNT = 267;
    private static final long MANUFACTURING_STATE = -70001;
    private static final long KEYSTORE_VERSION = -70002;
    private static final long CAPABILITIES = -70003;
    private static final long MEASUREMENTS = -70004;
    private static final long CUSTOMER_KEY = -70005;
    private static final long UPDATE_KEY = -70006;
    private static final int MEASUREMENT_PARTS = 5;
    private static final int GUID_LENGTH = 16;

    private EvidenceFormat() {}

    /** Encodes and signs; {@code attestationKey} signs with the key that {@link Evidence#device()} names. */
    public static byte[] sign(Evidence evidence, MessageSigner attestationKey) {
        return CoseSign1.sign(evidence.device().bytes(), encodeClaims(evidence), attestationKey);
    }

    static byte[] encodeClaims(Evidence evidence) {
        return new CBORPairList(new CBORPairsBuilder()
                        .add(NONCE, evidence.nonce().bytes())
                        .add(DEBUG_STATE, evidence.debugState().number())
                        .add(EAT_PROFILE, PROFILE)
                        .add(BOOT_COUNT, evidence.bootCount())
                        .add(MANUFACTURING_STATE, evidence.manufacturingState().number())
                        .add(KEYSTORE_VERSION, evidence.keystoreVersion())
                        .add(
                                CAPABILITIES,
                                evidence.capabilities().stream().sorted().toList())
                        .add(MEASUREMENTS, measurements(evidence))
                        .add(CUSTOMER_KEY, evidence.customerKey().bytes())
                        .add(UPDATE_KEY, evidence.updateKey().bytes())
                        .build())
                .encode();
    }

    /**
     * Checks the signature with the key that the token itself names, then decodes.
     *
     * @throws FormatException when the token is malformed, of another profile, or its signature does not hold
     */
    public static Evidence verify(byte[] token) throws FormatException {
        if (token.length > MAX_LENGTH) {
            throw new FormatException("evidence of " + token.length + " bytes, at most " + MAX_LENGTH);
        }
        CoseSign1 message = CoseSign1.decode(token);
        if (message.keyId().length() != P256PublicKey.LENGTH) {
            throw new FormatException("the key id is not a device ID");
        }
        DeviceId device = DeviceId.of(message.keyId().bytes());
        if (!message.isSignedBy(device.key())) {
            throw new FormatException(Reason.SIGNATURE, "the signature is not by the device that the evidence names");
        }
        return decodeClaims(device, message.payload().bytes());
    }

    /** Reads claims whose signature was checked. */
    static Evidence decodeClaims(DeviceId device, byte[] payload) throws FormatException {
        try {
            return claims(device, payload);
        } catch (IllegalArgumentException e) {
            throw new FormatException("a claim is out of range: " + e.getMessage(), e);
        }
    }

    private static Evidence claims(DeviceId device, byte[] payload) throws FormatException {
        StrictCbor.Fields claims = StrictCbor.map(StrictCbor.decode(payload), "claims");
        if (!StrictCbor.text(claims.take(EAT_PROFILE), "profile").equals(PROFILE)) {
            throw new FormatException("unknown evidence profile");
        }
        Evidence evidence = new Evidence(
                device,
                Nonce.of(StrictCbor.bytes(claims.take(NONCE), "nonce")),
                StrictCbor.integer(claims.take(BOOT_COUNT), "boot count"),
                constant(DebugState::ofNumber, claims.take(DEBUG_STATE), "debug state"),
                constant(ManufacturingState::ofNumber, claims.take(MANUFACTURING_STATE), "manufacturing state"),
                StrictCbor.integer(claims.take(KEYSTORE_VERSION), "keystore version"),
                capabilities(claims.take(CAPABILITIES)),
                measurements(claims.take(MEASUREMENTS)),
                P256PublicKey.of(StrictCbor.bytes(claims.take(CUSTOMER_KEY), "customer key")),
                P256PublicKey.of(StrictCbor.bytes(claims.take(UPDATE_KEY), "update key")));
        claims.end();
        return evidence;
    }

    private static List<CBORItem> measurements(Evidence evidence) {
        return evidence.measurements().stream()
                .<CBORItem>map(measurement -> new CBORItemList(List.<CBORItem>of(
                        new CBORizer().cborizeInteger(measurement.type().number()),
                        new CBORByteArray(guid(measurement.component().value())),
                        new CBORByteArray(guid(measurement.image().value())),
                        new CBORByteArray(measurement.digest().bytes()),
                        new CBORizer().cborizeLong(measurement.securityVersion()))))
                .toList();
    }

    private static List<Measurement> measurements(CBORItem item) throws FormatException {
        List<Measurement> measurements = new ArrayList<>();
        for (CBORItem entry : StrictCbor.list(item, "measurements")) {
            List<? extends CBORItem> parts = StrictCbor.list(entry, MEASUREMENT_PARTS, "measurement");
            measurements.add(new Measurement(
                    StrictCbor.imageType(parts.get(0)),
                    new ComponentId(guid(parts.get(1), "component")),
                    new ImageId(guid(parts.get(2), "image")),
                    Digest.of(StrictCbor.bytes(parts.get(3), "digest")),
                    StrictCbor.integer(parts.get(4), "security version")));
        }
        return measurements;
    }

    private static Set<Integer> capabilities(CBORItem item) throws FormatException {
        Set<Integer> capabilities = new HashSet<>();
        long previous = -1;
        for (CBORItem entry : StrictCbor.list(item, "capabilities")) {
            long capability = StrictCbor.integer(entry, "capability");
            if (capability <= previous || capability > 0xFFFF) {
                throw new FormatException("capabilities are not ascending u16 numbers");
            }
            previous = capability;
            capabilities.add((int) capability);
        }
        return capabilities;
    }

    private static <E> E constant(LongFunction<Optional<E>> ofNumber, CBORItem item, String what)
            throws FormatException {
        long number = StrictCbor.integer(item, what);
        return ofNumber.apply(number).orElseThrow(() -> new FormatException("unknown " + what + " " + number));
    }

    static byte[] guid(UUID value) {
        return ByteBuffer.allocate(GUID_LENGTH)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .array();
    }

    static UUID guid(CBORItem item, String what) throws FormatException {
        byte[] bytes = StrictCbor.bytes(item, what);
        if (bytes.length != GUID_LENGTH) {
            throw new FormatException(what + " is not a GUID");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
