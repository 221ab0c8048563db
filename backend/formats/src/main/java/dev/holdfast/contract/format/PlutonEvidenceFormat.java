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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Pluton's evidence: an Entity Attestation Token (RFC 9711) in an untagged COSE_Sign1 (RFC 9052), signed inside Pluton.
 * The key id is the device ID. {@code docs/evidence.cddl} specifies the claims.
 */
public final class PlutonEvidenceFormat implements EvidenceFormat {
    private static final int MAX_BYTES = 4096;
    /** First byte of the evidence: CBOR head of an array of four items. */
    static final byte BEGIN = (byte) 0x84;

    static final String PROFILE = "tag:holdfast.dev,2026:pluton-evidence/3";
    static final long DEBUG_STATE = 263;
    static final long EAT_PROFILE = 265;
    static final long MANUFACTURING_STATE = -70001;
    static final long MEASUREMENTS = -70004;
    /** A measurement is an array of type, component, image, digest and security version. */
    private static final int MEASUREMENT_PARTS = 5;

    PlutonEvidenceFormat() {}

    @Override
    public EvidenceKind kind() {
        return EvidenceKind.PLUTON;
    }

    @Override
    public int maxLength() {
        return MAX_BYTES;
    }

    @Override
    public boolean recognizes(byte[] evidence) {
        return evidence[0] == BEGIN;
    }

    /** Encodes and signs evidence. {@code attestationKey} must sign with the key of {@link Evidence#device()}. */
    public static byte[] sign(Evidence evidence, MessageSigner attestationKey) {
        return CoseSign1.sign(
                SignatureContext.PLUTON_EVIDENCE, evidence.device().bytes(), encodeClaims(evidence), attestationKey);
    }

    static byte[] encodeClaims(Evidence evidence) {
        return DeterministicCbor.encode(new CBORPairList(new CBORPairsBuilder()
                .add(EvidenceClaims.NONCE, evidence.nonce().bytes())
                .add(DEBUG_STATE, evidence.debugState().number())
                .add(EAT_PROFILE, PROFILE)
                .add(EvidenceClaims.BOOT_COUNT, evidence.bootCount())
                .add(EvidenceClaims.PURPOSE, evidence.purpose().number())
                .add(MANUFACTURING_STATE, evidence.manufacturingState().number())
                .add(EvidenceClaims.KEYSTORE_VERSION, evidence.keystoreVersion())
                .add(EvidenceClaims.CAPABILITIES, EvidenceClaims.capabilities(evidence))
                .add(MEASUREMENTS, measurements(evidence))
                .add(EvidenceClaims.CUSTOMER_KEY, evidence.customerKey().bytes())
                .add(EvidenceClaims.UPDATE_KEY, evidence.updateKey().bytes())
                .add(EvidenceClaims.SECURITY_FLOORS, evidence.securityFloors())
                .build()));
    }

    @Override
    public Evidence read(byte[] evidence) throws FormatException {
        CoseSign1 message = CoseSign1.decode(evidence);
        DeviceId device = device(message);
        if (!message.isSignedBy(device.key(), SignatureContext.PLUTON_EVIDENCE)) {
            throw new FormatException(Reason.SIGNATURE, "the signature is not by the device that the evidence names");
        }
        return decodeClaims(device, message.payload().bytes());
    }

    /** Decodes evidence whose signature the caller has already verified. */
    static Evidence decodeVerified(byte[] evidence) throws FormatException {
        CoseSign1 message = CoseSign1.decode(evidence);
        return decodeClaims(device(message), message.payload().bytes());
    }

    private static DeviceId device(CoseSign1 message) throws FormatException {
        if (message.keyId().length() != P256PublicKey.LENGTH) {
            throw new FormatException(Reason.LENGTH, "the key id is not a device ID");
        }
        return DeviceId.of(message.keyId().bytes());
    }

    /** Decodes claims whose signature the caller has already verified. */
    static Evidence decodeClaims(DeviceId device, byte[] payload) throws FormatException {
        try {
            return claims(device, payload);
        } catch (IllegalArgumentException e) {
            throw new FormatException(Reason.RANGE, "a claim is out of range: " + e.getMessage(), e);
        }
    }

    private static Evidence claims(DeviceId device, byte[] payload) throws FormatException {
        StrictCbor.Fields claims = StrictCbor.map(StrictCbor.decode(payload), "claims");
        if (!StrictCbor.text(claims.take(EAT_PROFILE), "profile").equals(PROFILE)) {
            throw new FormatException(Reason.PROFILE, "unknown evidence profile");
        }
        Evidence evidence = new Evidence(
                EvidenceKind.PLUTON,
                device,
                EvidenceClaims.purpose(claims.take(EvidenceClaims.PURPOSE)),
                Nonce.of(StrictCbor.bytes(claims.take(EvidenceClaims.NONCE), "nonce")),
                StrictCbor.integer(claims.take(EvidenceClaims.BOOT_COUNT), "boot count"),
                constant(DebugState::ofNumber, claims.take(DEBUG_STATE), "debug state"),
                constant(ManufacturingState::ofNumber, claims.take(MANUFACTURING_STATE), "manufacturing state"),
                StrictCbor.integer(claims.take(EvidenceClaims.KEYSTORE_VERSION), "keystore version"),
                EvidenceClaims.capabilities(claims.take(EvidenceClaims.CAPABILITIES)),
                measurements(claims.take(MEASUREMENTS)),
                EvidenceClaims.securityFloors(claims.take(EvidenceClaims.SECURITY_FLOORS)),
                P256PublicKey.of(StrictCbor.bytes(claims.take(EvidenceClaims.CUSTOMER_KEY), "customer key")),
                P256PublicKey.of(StrictCbor.bytes(claims.take(EvidenceClaims.UPDATE_KEY), "update key")));
        claims.end();
        return evidence;
    }

    private static List<CBORItem> measurements(Evidence evidence) {
        return evidence.measurements().stream()
                .<CBORItem>map(measurement -> new CBORItemList(List.<CBORItem>of(
                        new CBORizer().cborizeInteger(measurement.type().number()),
                        StrictCbor.guid(measurement.component().value()),
                        StrictCbor.guid(measurement.image().value()),
                        new CBORByteArray(measurement.digest().bytes()),
                        new CBORizer().cborizeLong(measurement.securityVersion()))))
                .toList();
    }

    static List<Measurement> measurements(CBORItem item) throws FormatException {
        List<Measurement> measurements = new ArrayList<>();
        for (CBORItem entry : StrictCbor.list(item, "measurements")) {
            List<? extends CBORItem> parts = StrictCbor.list(entry, MEASUREMENT_PARTS, "measurement");
            measurements.add(new Measurement(
                    StrictCbor.imageType(parts.get(0)),
                    new ComponentId(StrictCbor.guid(parts.get(1), "component")),
                    new ImageId(StrictCbor.guid(parts.get(2), "image")),
                    Digest.of(StrictCbor.bytes(parts.get(3), "digest")),
                    StrictCbor.unsigned(parts.get(4), Measurement.MAX_SECURITY_VERSION, "security version")));
        }
        return measurements;
    }

    private static <E> E constant(LongFunction<Optional<E>> ofNumber, CBORItem item, String what)
            throws FormatException {
        long number = StrictCbor.integer(item, what);
        return ofNumber.apply(number)
                .orElseThrow(() -> new FormatException(Reason.UNKNOWN, "unknown " + what + " " + number));
    }
}
