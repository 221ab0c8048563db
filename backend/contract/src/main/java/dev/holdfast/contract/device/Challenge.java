package dev.holdfast.contract.device;

import dev.holdfast.contract.id.Nonce;

/**
 * Challenge for an attestation.
 *
 * @param nonce 32 bytes, bound to the device; valid for one attestation
 * @param expiresInSeconds validity in seconds
 */
public record Challenge(Nonce nonce, int expiresInSeconds) {}
