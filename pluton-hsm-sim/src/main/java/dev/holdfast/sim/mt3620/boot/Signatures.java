package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Verifies image packages, and remembers which bytes a key was found to have signed: chips of a fleet boot the same images
 * again and again, and the answer cannot change. Safe for use by several threads.
 */
public final class Signatures {
    private static final int REMEMBERED = 4096;
    private static final Set<Signed> VERIFIED =
            Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Signed, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            }));

    private record Signed(Digest bytes, P256PublicKey key) {}

    private Signatures() {}

    /**
     * Checks the signature, then parses.
     *
     * @param bytes the whole package
     * @throws FormatException when {@code key} did not sign it or it is not an image package
     */
    public static ImagePackage verify(byte[] bytes, P256PublicKey key) throws FormatException {
        Signed signed = new Signed(Digest.sha256(bytes), key);
        if (VERIFIED.contains(signed)) {
            return ImagePackage.parse(bytes);
        }
        ImagePackage image = ImagePackage.verify(bytes, key);
        VERIFIED.add(signed);
        return image;
    }
}
