package dev.holdfast.contract.format;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import java.util.List;

/**
 * What a PSA token says besides what every {@link Evidence} does; for those who make one.
 *
 * @param implementation names the make of the root of trust
 * @param clientId the secure partition that asks, above 0
 * @param bootSeed random, new with each boot, 8 to 32 bytes
 * @param signers SHA-256 of the key of each measured image, in the order of the measurements
 */
public record PsaPlatform(Digest implementation, int clientId, Blob bootSeed, List<Digest> signers) {
    /** Copies the list. */
    public PsaPlatform {
        signers = List.copyOf(signers);
    }
}
