package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.FormatException.Reason;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Verifies and measures image packages, and verifies manifest sets. Caches the results, because the chips of a fleet boot the same images.
 * Safe for use from any thread.
 */
public final class Signatures {
    private static final int REMEMBERED = 512;
    /** Maximum length of cached packages. The cache uses at most 32 MiB. */
    private static final int LONGEST = 64 * 1024;

    private static final Map<Signed, Verified> VERIFIED = cache();
    private static final Map<Signed, ManifestSet> SETS = cache();

    private record Signed(Digest bytes, P256PublicKey key) {}

    /**
     * A package with a valid signature.
     *
     * @param image the package
     * @param measurement measurement of the package by a boot chain
     * @param signer key that signed the package
     */
    record Verified(ImagePackage image, Measurement measurement, P256PublicKey signer) {
        static Verified of(ImagePackage image, P256PublicKey signer) {
            return new Verified(image, image.measure(), signer);
        }
    }

    private Signatures() {}

    private static <T> Map<Signed, T> cache() {
        return Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Signed, T> eldest) {
                return size() > REMEMBERED;
            }
        });
    }

    /**
     * Verifies a manifest set.
     *
     * @throws FormatException when {@code key} did not sign it or it is not a manifest set
     */
    public static ManifestSet set(Blob signedSet, P256PublicKey key) throws FormatException {
        byte[] bytes = signedSet.bytes();
        Signed signed = new Signed(Digest.sha256(bytes), key);
        ManifestSet known = SETS.get(signed);
        if (known == null) {
            known = ManifestSetFormat.verify(bytes, key);
            SETS.put(signed, known);
        }
        return known;
    }

    /**
     * Verifies the signature, then parses.
     *
     * @param bytes the whole package
     * @param keys keys of which one must have signed the package
     * @throws FormatException when no key signed it or it is not an image package
     */
    public static ImagePackage verify(byte[] bytes, List<P256PublicKey> keys) throws FormatException {
        return measured(bytes, keys).image();
    }

    /** Verifies the signature, then parses and measures; see {@link #verify}. */
    static Verified measured(byte[] bytes, List<P256PublicKey> keys) throws FormatException {
        FormatException refusal = new FormatException(Reason.SIGNATURE, "there is no key for the image");
        for (P256PublicKey key : keys) {
            try {
                return measured(bytes, key);
            } catch (FormatException e) {
                refusal = e;
            }
        }
        throw refusal;
    }

    private static Verified measured(byte[] bytes, P256PublicKey key) throws FormatException {
        if (bytes.length > LONGEST) {
            return Verified.of(ImagePackage.verify(bytes, key), key);
        }
        Signed signed = new Signed(Digest.sha256(bytes), key);
        Verified known = VERIFIED.get(signed);
        if (known == null) {
            known = Verified.of(ImagePackage.verify(bytes, key), key);
            VERIFIED.put(signed, known);
        }
        return known;
    }
}
