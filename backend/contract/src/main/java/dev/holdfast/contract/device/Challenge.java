package dev.holdfast.contract.device;

import dev.holdfast.contract.id.Nonce;

/**
 * A challenge to attest.
 *
 * @param nonce 32 bytes, bound to the device that asked; good for one attestation
 * @param expiresInSeconds for how long
 */
public record Challenge(Nonce nonce, int expiresInSeconds) {}
