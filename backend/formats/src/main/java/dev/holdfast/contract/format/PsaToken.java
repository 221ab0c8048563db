package dev.holdfast.contract.format;

import com.authlete.cbor.CBORItem;
import com.authlete.cbor.CBORPairList;
import com.authlete.cbor.CBORPairsBuilder;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Claims of a PSA attestation token with the profile {@code tag:psacertified.org,2023:psa#tfm} (RFC 9783). Claims that
 * the RFC requires must be present. Claims that the RFC does not define are ignored, as the RFC requires. Digests are SHA-256.
 * The encoding must be deterministic CBOR, which the RFC does not require, but claims may be in any order.
 *
 * @param nonce challenge from the caller
 * @param instance SHA-256 of the attestation key as an uncompressed point; encoded as a UEID, with the prefix
 *     {@code 01}
 * @param implementation identifier of the root of trust's implementation
 * @param clientId requester of the token: a secure partition if above 0, else the application core
 * @param lifecycle security lifecycle
 * @param bootSeed random, new with each boot, 8 to 32 bytes
 * @param components measured software components in the order of boot; 1 to 20
 */
record PsaToken(
        Digest nonce,
        Digest instance,
        Digest implementation,
        int clientId,
        PsaLifecycle lifecycle,
        Optional<Blob> bootSeed,
        List<PsaSoftwareComponent> components) {
    private static final String PROFILE = "tag:psacertified.org,2023:psa#tfm";
    /** Labels of the claims (RFC 9783 §4). */
    private static final long NONCE = 10;

    private static final long INSTANCE_ID = 256;
    private static final long EAT_PROFILE = 265;
    private static final long BOOT_SEED = 268;
    private static final long CLIENT_ID = 2394;
    private static final long LIFECYCLE = 2395;
    private static final long IMPLEMENTATION_ID = 2396;
    private static final long COMPONENTS = 2399;
    /** Labels inside a software component (RFC 9783 §4.4.1). */
    private static final long TYPE = 1;

    private static final long VALUE = 2;
    private static final long VERSION = 4;
    private static final long SIGNER = 5;
    /** First byte of a UEID of type RAND (RFC 9711 §4.2.1). */
    private static final byte RANDOM_UEID = 1;
    /** First byte of an uncompressed elliptic curve point. */
    private static final byte UNCOMPRESSED = 4;

    private static final int MIN_SEED = 8;
    private static final int MAX_SEED = 32;
    private static final int MAX_TEXT = 128;

    PsaToken {
        components = List.copyOf(components);
    }

    /** Returns the instance identifier of an attestation key. */
    static Digest instanceId(P256PublicKey key) {
        return Digest.sha256(prefixed(UNCOMPRESSED, key.bytes()));
    }

    private static byte[] prefixed(byte first, byte[] rest) {
        byte[] all = new byte[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    byte[] encode() {
        CBORPairsBuilder claims = new CBORPairsBuilder()
                .add(NONCE, nonce.bytes())
                .add(INSTANCE_ID, prefixed(RANDOM_UEID, instance.bytes()))
                .add(EAT_PROFILE, PROFILE);
        bootSeed.ifPresent(seed -> claims.add(BOOT_SEED, seed.bytes()));
        return DeterministicCbor.encode(new CBORPairList(claims.add(CLIENT_ID, clientId)
                .add(LIFECYCLE, lifecycle.claim())
                .add(IMPLEMENTATION_ID, implementation.bytes())
                .add(COMPONENTS, components.stream().map(PsaToken::encode).toList())
                .build()));
    }

    private static CBORPairList encode(PsaSoftwareComponent component) {
        CBORPairsBuilder parts = new CBORPairsBuilder();
        if (!component.type().isEmpty()) {
            parts.add(TYPE, component.type());
        }
        parts.add(VALUE, component.value().bytes());
        if (!component.version().isEmpty()) {
            parts.add(VERSION, component.version());
        }
        return new CBORPairList(parts.add(SIGNER, component.signer().bytes()).build());
    }

    /** Decodes claims whose signature the caller has already verified. */
    static PsaToken decode(byte[] payload) throws FormatException {
        StrictCbor.Fields claims = StrictCbor.map(StrictCbor.decodeInAnyOrder(payload), "claims");
        if (!StrictCbor.text(claims.take(EAT_PROFILE), "profile").equals(PROFILE)) {
            throw new FormatException(Reason.PROFILE, "unknown PSA profile");
        }
        return new PsaToken(
                digest(claims.take(NONCE), "nonce"),
                instance(claims.take(INSTANCE_ID)),
                digest(claims.take(IMPLEMENTATION_ID), "implementation id"),
                clientId(claims.take(CLIENT_ID)),
                lifecycle(claims.take(LIFECYCLE)),
                bootSeed(claims.takeOptional(BOOT_SEED)),
                components(claims.take(COMPONENTS)));
    }

    private static Digest digest(CBORItem item, String what) throws FormatException {
        byte[] bytes = StrictCbor.bytes(item, what);
        if (bytes.length != Digest.LENGTH) {
            throw new FormatException(Reason.LENGTH, what + " has " + bytes.length + " bytes, expected 32 (SHA-256)");
        }
        return Digest.of(bytes);
    }

    private static Digest instance(CBORItem item) throws FormatException {
        byte[] bytes = StrictCbor.bytes(item, "instance id");
        if (bytes.length != Digest.LENGTH + 1 || bytes[0] != RANDOM_UEID) {
            throw new FormatException(Reason.RANGE, "the instance id is not 01 and 32 bytes");
        }
        byte[] digest = new byte[Digest.LENGTH];
        System.arraycopy(bytes, 1, digest, 0, digest.length);
        return Digest.of(digest);
    }

    private static int clientId(CBORItem item) throws FormatException {
        long number = StrictCbor.integer(item, "client id");
        if (number != (int) number) {
            throw new FormatException(Reason.RANGE, "the client id is not an i32");
        }
        return (int) number;
    }

    private static PsaLifecycle lifecycle(CBORItem item) throws FormatException {
        int claim = (int) StrictCbor.unsigned(item, 0xFFFF, "security lifecycle");
        return PsaLifecycle.ofClaim(claim)
                .orElseThrow(() -> new FormatException(Reason.UNKNOWN, "unknown security lifecycle " + claim));
    }

    private static Optional<Blob> bootSeed(Optional<CBORItem> item) throws FormatException {
        if (item.isEmpty()) {
            return Optional.empty();
        }
        byte[] seed = StrictCbor.bytes(item.get(), "boot seed");
        if (seed.length < MIN_SEED || seed.length > MAX_SEED) {
            throw new FormatException(Reason.LENGTH, "the boot seed has " + seed.length + " bytes, not 8 to 32");
        }
        return Optional.of(Blob.of(seed));
    }

    private static List<PsaSoftwareComponent> components(CBORItem item) throws FormatException {
        List<? extends CBORItem> entries = StrictCbor.list(item, "software components");
        if (entries.isEmpty() || entries.size() > Measurement.MAX_COUNT) {
            throw new FormatException(Reason.COUNT, entries.size() + " software components, not 1 to 20");
        }
        List<PsaSoftwareComponent> components = new ArrayList<>();
        for (CBORItem entry : entries) {
            StrictCbor.Fields parts = StrictCbor.map(entry, "software component");
            components.add(new PsaSoftwareComponent(
                    text(parts.takeOptional(TYPE), "measurement type"),
                    digest(parts.take(VALUE), "measurement value"),
                    text(parts.takeOptional(VERSION), "version"),
                    digest(parts.take(SIGNER), "signer id")));
        }
        return components;
    }

    /** Reads an optional text; empty if it is absent. */
    private static String text(Optional<CBORItem> item, String what) throws FormatException {
        if (item.isEmpty()) {
            return "";
        }
        String text = StrictCbor.text(item.get(), what);
        if (text.length() > MAX_TEXT) {
            throw new FormatException(Reason.LENGTH, what + " has more than " + MAX_TEXT + " characters");
        }
        return text;
    }
}
