package dev.holdfast.contract.format;

import com.authlete.cbor.CBORByteArray;
import com.authlete.cbor.CBORItem;
import com.authlete.cbor.CBORItemList;
import com.authlete.cbor.CBORPairList;
import com.authlete.cbor.CBORPairsBuilder;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Evidence of a device with Arm's Platform Security Architecture. It consists of the device ID, a <em>statement</em>
 * with claims that RFC 9783 does not define (challenge, purpose, client keys, counters), and a PSA token (RFC 9783) whose nonce
 * is the SHA-256 of the statement. The client id in the token says who requested the token. The requester must be a secure partition,
 * because a secure partition stores the client keys. Software outside the secure world always gets tokens with another client id. See
 * {@code docs/psa-evidence.cddl} for the bytes and ADR 0008 for the reasons.
 */
public final class PsaEvidenceFormat implements EvidenceFormat {
    private static final int MAX_BYTES = EvidenceFormat.MAX_LENGTH;
    /** First byte of the evidence: CBOR head of an array of three items. */
    private static final byte BEGIN = (byte) 0x83;

    private static final int PARTS = 3;

    PsaEvidenceFormat() {}

    @Override
    public EvidenceKind kind() {
        return EvidenceKind.PSA;
    }

    @Override
    public int maxLength() {
        return MAX_BYTES;
    }

    @Override
    public boolean recognizes(byte[] evidence) {
        return evidence[0] == BEGIN;
    }

    /**
     * Encodes and signs evidence. PSA has one claim, the security lifecycle, for debug state and manufacturing state. The lifecycle has
     * fewer values, so decoding can return other states: see {@link PsaLifecycle#of} and {@link PsaLifecycle#debugState}.
     *
     * @param evidence evidence with at least one measurement
     * @param platform other content of the token, with one signer for each measurement
     * @param attestationKey signs with the key of {@link Evidence#device()}
     */
    public static byte[] sign(Evidence evidence, PsaPlatform platform, MessageSigner attestationKey) {
        byte[] statement = encodeStatement(evidence);
        PsaToken token = new PsaToken(
                Digest.sha256(statement),
                PsaToken.instanceId(evidence.device().key()),
                platform.implementation(),
                platform.clientId(),
                PsaLifecycle.of(evidence.manufacturingState(), evidence.debugState()),
                Optional.of(platform.bootSeed()),
                IntStream.range(0, evidence.measurements().size())
                        .mapToObj(i -> PsaSoftwareComponent.of(
                                evidence.measurements().get(i),
                                platform.signers().get(i)))
                        .toList());
        return encode(evidence.device(), statement, CoseSign1.signTagged(token.encode(), attestationKey));
    }

    /** Returns the identifier of a key that signs images, for {@link PsaPlatform#signers}: the SHA-256 of the uncompressed point. */
    public static Digest signerId(P256PublicKey key) {
        return PsaToken.instanceId(key);
    }

    static byte[] encode(DeviceId device, byte[] statement, byte[] token) {
        return DeterministicCbor.encode(new CBORItemList(
                new CBORByteArray(device.bytes()), new CBORByteArray(statement), new CBORByteArray(token)));
    }

    static byte[] encodeStatement(Evidence evidence) {
        return DeterministicCbor.encode(new CBORPairList(new CBORPairsBuilder()
                .add(EvidenceClaims.NONCE, evidence.nonce().bytes())
                .add(EvidenceClaims.BOOT_COUNT, evidence.bootCount())
                .add(EvidenceClaims.PURPOSE, evidence.purpose().number())
                .add(EvidenceClaims.KEYSTORE_VERSION, evidence.keystoreVersion())
                .add(EvidenceClaims.CAPABILITIES, EvidenceClaims.capabilities(evidence))
                .add(EvidenceClaims.CUSTOMER_KEY, evidence.customerKey().bytes())
                .add(EvidenceClaims.UPDATE_KEY, evidence.updateKey().bytes())
                .add(EvidenceClaims.SECURITY_FLOORS, evidence.securityFloors())
                .build()));
    }

    @Override
    public Evidence read(byte[] evidence) throws FormatException {
        Envelope envelope = open(evidence);
        if (!envelope.message().isSignedBy(envelope.device().key())) {
            throw new FormatException(Reason.SIGNATURE, "the signature is not by the device that the evidence names");
        }
        return decode(envelope);
    }

    /** Decodes evidence whose signature the caller has already verified. */
    static Evidence decodeVerified(byte[] evidence) throws FormatException {
        return decode(open(evidence));
    }

    /** The three parts of the evidence. */
    private record Envelope(DeviceId device, Blob statement, CoseSign1 message) {}

    private static Envelope open(byte[] evidence) throws FormatException {
        List<? extends CBORItem> parts = StrictCbor.list(StrictCbor.decode(evidence), PARTS, "PSA evidence");
        byte[] id = StrictCbor.bytes(parts.get(0), "device ID");
        if (id.length != P256PublicKey.LENGTH) {
            throw new FormatException(Reason.LENGTH, "the device ID has " + id.length + " bytes, expected 64");
        }
        return new Envelope(
                DeviceId.of(id),
                Blob.of(StrictCbor.bytes(parts.get(1), "statement")),
                CoseSign1.decodeTagged(StrictCbor.bytes(parts.get(2), "token")));
    }

    private static Evidence decode(Envelope envelope) throws FormatException {
        byte[] statement = envelope.statement().bytes();
        PsaToken token = PsaToken.decode(envelope.message().payload().bytes());
        requireBound(token, envelope.device(), statement);
        return decodeStatement(envelope.device(), token, statement);
    }

    /**
     * Requires that the token is from this device, was requested by a secure partition, and contains the digest of this
     * statement.
     */
    private static void requireBound(PsaToken token, DeviceId device, byte[] statement) throws FormatException {
        if (!token.instance().equals(PsaToken.instanceId(device.key()))) {
            throw new FormatException(Reason.PURPOSE, "the instance id is not that of the device's key");
        }
        if (token.clientId() <= 0) {
            throw new FormatException(Reason.PURPOSE, "the token was made for the application core");
        }
        if (!token.nonce().equals(Digest.sha256(statement))) {
            throw new FormatException(Reason.PURPOSE, "the nonce of the token is not the digest of this statement");
        }
    }

    /** Decodes a statement whose digest is in a verified token. */
    static Evidence decodeStatement(DeviceId device, PsaToken token, byte[] statement) throws FormatException {
        StrictCbor.Fields claims = StrictCbor.map(StrictCbor.decode(statement), "statement");
        try {
            List<Measurement> measurements = new ArrayList<>();
            token.components().forEach(component -> measurements.add(component.measurement()));
            Evidence evidence = new Evidence(
                    EvidenceKind.PSA,
                    device,
                    EvidenceClaims.purpose(claims.take(EvidenceClaims.PURPOSE)),
                    Nonce.of(StrictCbor.bytes(claims.take(EvidenceClaims.NONCE), "nonce")),
                    StrictCbor.integer(claims.take(EvidenceClaims.BOOT_COUNT), "boot count"),
                    token.lifecycle().debugState(),
                    token.lifecycle().manufacturingState(),
                    StrictCbor.integer(claims.take(EvidenceClaims.KEYSTORE_VERSION), "keystore version"),
                    EvidenceClaims.capabilities(claims.take(EvidenceClaims.CAPABILITIES)),
                    measurements,
                    EvidenceClaims.securityFloors(claims.take(EvidenceClaims.SECURITY_FLOORS)),
                    P256PublicKey.of(StrictCbor.bytes(claims.take(EvidenceClaims.CUSTOMER_KEY), "customer key")),
                    P256PublicKey.of(StrictCbor.bytes(claims.take(EvidenceClaims.UPDATE_KEY), "update key")));
            claims.end();
            return evidence;
        } catch (IllegalArgumentException e) {
            throw new FormatException(Reason.RANGE, "a claim is out of range: " + e.getMessage(), e);
        }
    }
}
