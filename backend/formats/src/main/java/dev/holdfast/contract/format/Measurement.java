package dev.holdfast.contract.format;

import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;

/**
 * Measurement of an image by the boot chain, before the image runs.
 *
 * @param type image type
 * @param component GUID of the component
 * @param image GUID of the image, from its metadata
 * @param digest SHA-256 of the signed bytes of the package, see {@link ImagePackage#measuredDigest()}
 * @param securityVersion anti-rollback number in the metadata, 0 to 2³²−1
 */
public record Measurement(ImageType type, ComponentId component, ImageId image, Digest digest, long securityVersion) {
    /** Maximum number of measurements in evidence ({@code pluton.h}: PROCESS_ATTESTATION). */
    public static final int MAX_COUNT = 20;
    /** Maximum security version, a u32. */
    public static final long MAX_SECURITY_VERSION = 0xFFFF_FFFFL;

    /** Checks the range of the security version. */
    public Measurement {
        if (securityVersion < 0 || securityVersion > MAX_SECURITY_VERSION) {
            throw new IllegalArgumentException("security version " + securityVersion + " is not a u32");
        }
    }
}
