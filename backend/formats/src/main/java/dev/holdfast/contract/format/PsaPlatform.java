package dev.holdfast.contract.format;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import java.util.List;

/**
 * Values in a PSA token that {@link Evidence} does not contain. Encoders need them.
 *
 * @param implementation identifier of the root of trust's implementation
 * @param clientId number of the secure partition that requests the token, above 0
 * @param bootSeed random, new with each boot, 8 to 32 bytes
 * @param signers SHA-256 of the signing key of each measured image, in the order of the measurements
 */
public record PsaPlatform(Digest implementation, int clientId, Blob bootSeed, List<Digest> signers) {
    /** Copies the list. */
    public PsaPlatform {
        signers = List.copyOf(signers);
    }
}
