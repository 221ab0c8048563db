package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Verifies and measures image packages. Caches the results, because the chips of a fleet boot the same images. Safe for use from any
 * thread.
 */
public final class Signatures {
    private static final int REMEMBERED = 512;
    /** Maximum length of cached packages. The cache uses at most 32 MiB. */
    private static final int LONGEST = 64 * 1024;

    private static final Map<Signed, Verified> VERIFIED =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Signed, Verified> eldest) {
                    return size() > REMEMBERED;
                }
            });

    private record Signed(Digest bytes, P256PublicKey key) {}

    /**
     * A package with a valid signature.
     *
     * @param image the package
     * @param measurement measurement of the package by a boot chain
     */
    record Verified(ImagePackage image, Measurement measurement) {
        static Verified of(ImagePackage image) {
            return new Verified(image, image.measure());
        }
    }

    private Signatures() {}

    /**
     * Verifies the signature, then parses.
     *
     * @param bytes the whole package
     * @throws FormatException when {@code key} did not sign it or it is not an image package
     */
    public static ImagePackage verify(byte[] bytes, P256PublicKey key) throws FormatException {
        return measured(bytes, key).image();
    }

    /** Verifies the signature, then parses and measures; see {@link #verify}. */
    static Verified measured(byte[] bytes, P256PublicKey key) throws FormatException {
        if (bytes.length > LONGEST) {
            return Verified.of(ImagePackage.verify(bytes, key));
        }
        Signed signed = new Signed(Digest.sha256(bytes), key);
        Verified known = VERIFIED.get(signed);
        if (known == null) {
            known = Verified.of(ImagePackage.verify(bytes, key));
            VERIFIED.put(signed, known);
        }
        return known;
    }
}
