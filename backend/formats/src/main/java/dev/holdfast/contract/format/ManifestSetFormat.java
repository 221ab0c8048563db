package dev.holdfast.contract.format;

import com.authlete.cbor.CBORByteArray;
import com.authlete.cbor.CBORItem;
import com.authlete.cbor.CBORItemList;
import com.authlete.cbor.CBORPairList;
import com.authlete.cbor.CBORPairsBuilder;
import com.authlete.cbor.CBORizer;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.P256PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Encodes manifest sets: a COSE_Sign, signed with the installation's set key. While a set key is replaced, sets have two signatures: by
 * the old and by the new key. The format is Holdfast's own, because Azure Sphere's is not public.
 *
 * <pre>{@code
 * claims = { 1 => version: uint, 2 => issued: uint seconds, 3 => expires: uint seconds, 4 => [* entry],
 * 5 => catalog: bstr .size 16, 6 => group: bstr .size 16, 7 => part: tstr, ? 8 => rollout,
 * 9 => [0*6 image-key: bstr .size 64], ? 10 => windows: [0*32 interval], ? 11 => deadline: uint seconds,
 * ? 12 => blackouts: [1*16 interval], ? 13 => emergency: 1, ? 14 => longest-deferral: 0..2592000 seconds }
 * entry = [ type: uint, component: bstr .size 16, image: bstr .size 16, length: uint, digest: bstr .size 32,
 *           security-version: uint ]
 * rollout = [ rollout: bstr .size 16, seed: 0..9999, buckets: 0..10000, listed: 0..1000, excluded: 0..100,
 *             list: bstr .size 32 ]
 * interval = [ from: uint seconds, until: uint seconds ]
 * }</pre>
 *
 * <p>Readers refuse unknown labels.
 */
public final class ManifestSetFormat {
    /** Media type of a manifest set. */
    public static final String MEDIA_TYPE = "application/vnd.holdfast.manifest-set+cose";
    /** Maximum length of a signed set in bytes. A set with all images, all keys and two signatures is shorter. */
    public static final int MAX_LENGTH = 4096;

    private static final long VERSION = 1;
    private static final long ISSUED_AT = 2;
    private static final long EXPIRES_AT = 3;
    private static final long IMAGES = 4;
    private static final long CATALOG = 5;
    private static final long GROUP = 6;
    private static final long PART = 7;
    private static final long ROLLOUT = 8;
    private static final long IMAGE_KEYS = 9;
    private static final long WINDOWS = 10;
    private static final long DEADLINE = 11;
    private static final long BLACKOUTS = 12;
    private static final long EMERGENCY = 13;
    private static final long LONGEST_DEFERRAL = 14;
    /** An entry is an array of type, component, image, length, digest and security version. */
    private static final int ENTRY_PARTS = 6;
    /** A rollout's audience is an array of rollout, seed, buckets, listed, excluded and list. */
    private static final int ROLLOUT_PARTS = 6;
    /** An interval is an array of its first second and the second after its last. */
    private static final int INTERVAL_PARTS = 2;

    private ManifestSetFormat() {}

    /** A key that signs manifest sets. */
    public record Signer(P256PublicKey key, MessageSigner signer) {}

    /** Encodes and signs a set with one key. */
    public static byte[] sign(ManifestSet set, P256PublicKey key, MessageSigner signer) {
        return sign(set, List.of(new Signer(key, signer)));
    }

    /** Encodes and signs a set with one or two keys. The key id of a signature is the SHA-256 of its key. */
    public static byte[] sign(ManifestSet set, List<Signer> signers) {
        return CoseSign.sign(SignatureContext.MANIFEST_SET, encodeClaims(set), signers);
    }

    static byte[] encodeClaims(ManifestSet set) {
        CBORPairsBuilder claims = new CBORPairsBuilder()
                .add(VERSION, set.version())
                .add(ISSUED_AT, set.issuedAt().getEpochSecond())
                .add(EXPIRES_AT, set.expiresAt().getEpochSecond())
                .add(IMAGES, set.images().stream().map(ManifestSetFormat::entry).toList())
                .add(CATALOG, StrictCbor.guid(set.audience().catalog()))
                .add(GROUP, StrictCbor.guid(set.audience().group()))
                .add(PART, set.audience().part());
        set.rollout().ifPresent(rollout -> claims.add(ROLLOUT, rollout(rollout)));
        claims.add(
                IMAGE_KEYS,
                set.imageKeys().stream()
                        .map(key -> new CBORByteArray(key.bytes()))
                        .toList());
        addRules(claims, set.rules());
        return DeterministicCbor.encode(new CBORPairList(claims.build()));
    }

    /**
     * Verifies the signature by {@code key}, then decodes the set. Ignores a signature by another key. The caller checks audience, rollout,
     * version and expiry.
     *
     * @throws FormatException if the set is malformed or not signed by {@code key}
     */
    public static ManifestSet verify(byte[] signed, P256PublicKey key) throws FormatException {
        if (signed.length > MAX_LENGTH) {
            throw new FormatException(
                    Reason.SIZE, "a manifest set of " + signed.length + " bytes, at most " + MAX_LENGTH);
        }
        CoseSign message = CoseSign.decode(signed);
        if (!message.isSignedBy(key, SignatureContext.MANIFEST_SET)) {
            throw new FormatException(Reason.SIGNATURE, "the manifest set is not signed by the expected key");
        }
        return decodeClaims(message.payload().bytes());
    }

    /** Decodes claims whose signature the caller has already verified. */
    static ManifestSet decodeClaims(byte[] payload) throws FormatException {
        StrictCbor.Fields claims = StrictCbor.map(StrictCbor.decode(payload), "manifest set");
        try {
            Optional<CBORItem> rollout = claims.takeOptional(ROLLOUT);
            ManifestSet set = new ManifestSet(
                    new Audience(
                            StrictCbor.guid(claims.take(CATALOG), "catalog"),
                            StrictCbor.guid(claims.take(GROUP), "group"),
                            StrictCbor.text(claims.take(PART), "part")),
                    StrictCbor.unsigned(claims.take(VERSION), Long.MAX_VALUE, "version"),
                    StrictCbor.time(claims.take(ISSUED_AT), "issued"),
                    StrictCbor.time(claims.take(EXPIRES_AT), "expires"),
                    entries(claims.take(IMAGES)),
                    imageKeys(claims.take(IMAGE_KEYS)),
                    rollout.isEmpty() ? Optional.empty() : Optional.of(rollout(rollout.get())),
                    rules(claims));
            claims.end();
            return set;
        } catch (IllegalArgumentException e) {
            throw new FormatException("the manifest set is out of range: " + e.getMessage(), e);
        }
    }

    private static CBORItem rollout(RolloutAudience rollout) {
        return new CBORItemList(List.<CBORItem>of(
                StrictCbor.guid(rollout.rollout()),
                new CBORizer().cborizeInteger(rollout.seed()),
                new CBORizer().cborizeInteger(rollout.buckets()),
                new CBORizer().cborizeInteger(rollout.listed()),
                new CBORizer().cborizeInteger(rollout.excluded()),
                new CBORByteArray(rollout.list().bytes())));
    }

    private static RolloutAudience rollout(CBORItem item) throws FormatException {
        List<? extends CBORItem> parts = StrictCbor.list(item, ROLLOUT_PARTS, "rollout");
        return new RolloutAudience(
                StrictCbor.guid(parts.get(0), "rollout"),
                (int) StrictCbor.unsigned(parts.get(1), Member.BUCKETS - 1, "seed"),
                (int) StrictCbor.unsigned(parts.get(2), Member.BUCKETS, "buckets"),
                (int) StrictCbor.unsigned(parts.get(3), MemberList.MAX_LISTED, "listed devices"),
                (int) StrictCbor.unsigned(parts.get(4), MemberList.MAX_EXCLUDED, "excluded devices"),
                Digest.of(StrictCbor.bytes(parts.get(5), "list of devices")));
    }

    /** Adds the claims of rules, none for {@link InstallRules#ANY_TIME}. */
    private static void addRules(CBORPairsBuilder claims, InstallRules rules) {
        rules.windows().ifPresent(windows -> claims.add(WINDOWS, intervals(windows)));
        rules.deadline().ifPresent(deadline -> claims.add(DEADLINE, deadline.getEpochSecond()));
        if (!rules.blackouts().isEmpty()) {
            claims.add(BLACKOUTS, intervals(rules.blackouts()));
        }
        if (rules.emergency()) {
            claims.add(EMERGENCY, 1);
        }
        rules.longestDeferral().ifPresent(longest -> claims.add(LONGEST_DEFERRAL, longest.toSeconds()));
    }

    private static InstallRules rules(StrictCbor.Fields claims) throws FormatException {
        Optional<CBORItem> windows = claims.takeOptional(WINDOWS);
        Optional<CBORItem> deadline = claims.takeOptional(DEADLINE);
        Optional<CBORItem> blackouts = claims.takeOptional(BLACKOUTS);
        Optional<CBORItem> emergency = claims.takeOptional(EMERGENCY);
        Optional<CBORItem> longest = claims.takeOptional(LONGEST_DEFERRAL);
        if (emergency.isPresent() && StrictCbor.integer(emergency.get(), "emergency") != 1) {
            throw new FormatException(Reason.RANGE, "emergency is not 1");
        }
        if (blackouts.isPresent()
                && StrictCbor.list(blackouts.get(), "blackouts").isEmpty()) {
            throw new FormatException(Reason.LENGTH, "the list of blackouts is empty");
        }
        return new InstallRules(
                windows.isEmpty() ? Optional.empty() : Optional.of(intervals(windows.get(), "windows")),
                deadline.isEmpty() ? Optional.empty() : Optional.of(StrictCbor.time(deadline.get(), "deadline")),
                blackouts.isEmpty() ? List.of() : intervals(blackouts.get(), "blackouts"),
                emergency.isPresent(),
                longest.isEmpty() ? Optional.empty() : Optional.of(deferral(longest.get())));
    }

    private static Duration deferral(CBORItem item) throws FormatException {
        return Duration.ofSeconds(StrictCbor.unsigned(item, InstallRules.MAX_DEFERRAL.toSeconds(), "longest deferral"));
    }

    private static CBORItemList intervals(List<InstallRules.Interval> intervals) {
        return new CBORItemList(intervals.stream()
                .<CBORItem>map(interval -> new CBORItemList(List.<CBORItem>of(
                        new CBORizer().cborizeLong(interval.from().getEpochSecond()),
                        new CBORizer().cborizeLong(interval.until().getEpochSecond()))))
                .toList());
    }

    private static List<InstallRules.Interval> intervals(CBORItem item, String what) throws FormatException {
        List<InstallRules.Interval> intervals = new ArrayList<>();
        for (CBORItem element : StrictCbor.list(item, what)) {
            List<? extends CBORItem> parts = StrictCbor.list(element, INTERVAL_PARTS, "interval");
            intervals.add(new InstallRules.Interval(
                    StrictCbor.time(parts.get(0), "begin"), StrictCbor.time(parts.get(1), "end")));
        }
        return intervals;
    }

    private static List<P256PublicKey> imageKeys(CBORItem item) throws FormatException {
        List<P256PublicKey> keys = new ArrayList<>();
        for (CBORItem element : StrictCbor.list(item, "image keys")) {
            keys.add(P256PublicKey.of(StrictCbor.bytes(element, "image key")));
        }
        return keys;
    }

    private static CBORItem entry(ManifestSet.Entry entry) {
        return new CBORItemList(List.<CBORItem>of(
                new CBORizer().cborizeInteger(entry.type().number()),
                StrictCbor.guid(entry.component().value()),
                StrictCbor.guid(entry.image().value()),
                new CBORizer().cborizeLong(entry.length()),
                new CBORByteArray(entry.digest().bytes()),
                new CBORizer().cborizeLong(entry.securityVersion())));
    }

    private static List<ManifestSet.Entry> entries(CBORItem item) throws FormatException {
        List<ManifestSet.Entry> entries = new ArrayList<>();
        for (CBORItem element : StrictCbor.list(item, "images")) {
            List<? extends CBORItem> parts = StrictCbor.list(element, ENTRY_PARTS, "image");
            entries.add(new ManifestSet.Entry(
                    StrictCbor.imageType(parts.get(0)),
                    new ComponentId(StrictCbor.guid(parts.get(1), "component")),
                    new ImageId(StrictCbor.guid(parts.get(2), "image")),
                    StrictCbor.unsigned(parts.get(3), Long.MAX_VALUE, "length"),
                    Digest.of(StrictCbor.bytes(parts.get(4), "digest")),
                    StrictCbor.unsigned(parts.get(5), 0xFFFF_FFFFL, "security version")));
        }
        return entries;
    }
}
