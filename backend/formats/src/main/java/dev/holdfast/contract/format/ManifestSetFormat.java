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
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes manifest sets: a COSE_Sign1, signed with the installation's image-signing key. The format is Holdfast's own,
 * because Azure Sphere's is not public.
 *
 * <pre>{@code
 * claims = { 1 => version: uint, 2 => issued: uint seconds, 3 => expires: uint seconds, 4 => [* entry],
 * 5 => catalog: bstr .size 16, 6 => group: bstr .size 16, 7 => part: tstr }
 * entry = [ type: uint, component: bstr .size 16, image: bstr .size 16, length: uint, digest: bstr .size 32,
 *           security-version: uint ]
 * }</pre>
 *
 * <p>Label 8 is reserved for the audience of a rollout. Readers refuse unknown labels, so a device that does not
 * support rollouts refuses a set with this label.
 */
public final class ManifestSetFormat {
    /** Media type of a manifest set. */
    public static final String MEDIA_TYPE = "application/vnd.holdfast.manifest-set+cose";

    private static final long VERSION = 1;
    private static final long ISSUED_AT = 2;
    private static final long EXPIRES_AT = 3;
    private static final long IMAGES = 4;
    private static final long CATALOG = 5;
    private static final long GROUP = 6;
    private static final long PART = 7;
    /** An entry is an array of type, component, image, length, digest and security version. */
    private static final int ENTRY_PARTS = 6;

    private ManifestSetFormat() {}

    /** Encodes and signs a set. The key id is the SHA-256 of {@code key}. */
    public static byte[] sign(ManifestSet set, P256PublicKey key, MessageSigner signer) {
        return CoseSign1.sign(
                SignatureContext.MANIFEST_SET, Digest.sha256(key.bytes()).bytes(), encodeClaims(set), signer);
    }

    static byte[] encodeClaims(ManifestSet set) {
        return DeterministicCbor.encode(new CBORPairList(new CBORPairsBuilder()
                .add(VERSION, set.version())
                .add(ISSUED_AT, set.issuedAt().getEpochSecond())
                .add(EXPIRES_AT, set.expiresAt().getEpochSecond())
                .add(IMAGES, set.images().stream().map(ManifestSetFormat::entry).toList())
                .add(CATALOG, StrictCbor.guid(set.audience().catalog()))
                .add(GROUP, StrictCbor.guid(set.audience().group()))
                .add(PART, set.audience().part())
                .build()));
    }

    /**
     * Verifies the signature, then decodes the set. The caller checks audience, version and expiry.
     *
     * @throws FormatException if the set is malformed or not signed by {@code key}
     */
    public static ManifestSet verify(byte[] signed, P256PublicKey key) throws FormatException {
        CoseSign1 message = CoseSign1.decode(signed);
        if (!message.isSignedBy(key, SignatureContext.MANIFEST_SET)) {
            throw new FormatException(Reason.SIGNATURE, "the manifest set is not signed by the expected key");
        }
        return decodeClaims(message.payload().bytes());
    }

    /** Decodes claims whose signature the caller has already verified. */
    static ManifestSet decodeClaims(byte[] payload) throws FormatException {
        StrictCbor.Fields claims = StrictCbor.map(StrictCbor.decode(payload), "manifest set");
        try {
            ManifestSet set = new ManifestSet(
                    new Audience(
                            StrictCbor.guid(claims.take(CATALOG), "catalog"),
                            StrictCbor.guid(claims.take(GROUP), "group"),
                            StrictCbor.text(claims.take(PART), "part")),
                    StrictCbor.unsigned(claims.take(VERSION), Long.MAX_VALUE, "version"),
                    StrictCbor.time(claims.take(ISSUED_AT), "issued"),
                    StrictCbor.time(claims.take(EXPIRES_AT), "expires"),
                    entries(claims.take(IMAGES)));
            claims.end();
            return set;
        } catch (IllegalArgumentException e) {
            throw new FormatException("the manifest set is out of range: " + e.getMessage(), e);
        }
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
