package dev.holdfast.contract.format;

import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;

/**
 * One measured image: what the boot chain hashed before it ran it.
 *
 * @param type the image's type
 * @param component the component it is a version of
 * @param image the build that its metadata claims to be; only the digest proves it
 * @param digest SHA-256 over the package's body and metadata, that is, over what the package's signature covers
 * @param securityVersion the anti-rollback number in its metadata, 0 to 2³²−1
 */
public record Measurement(ImageType type, ComponentId component, ImageId image, Digest digest, long securityVersion) {
    /** Pluton reports at most this many ({@code pluton.h}: PROCESS_ATTESTATION). */
    public static final int MAX_COUNT = 20;
    /** Security versions are u32. */
    public static final long MAX_SECURITY_VERSION = 0xFFFF_FFFFL;

    /** Checks the range of the security version. */
    public Measurement {
        if (securityVersion < 0 || securityVersion > MAX_SECURITY_VERSION) {
            throw new IllegalArgumentException("security version " + securityVersion + " is not a u32");
        }
    }
}
