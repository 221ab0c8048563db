package dev.holdfast.sim.hsm;

import dev.holdfast.contract.id.P256PublicKey;

/**
 * The public halves of one generation of client authentication keys.
 *
 * @param customer key for the customer certificate
 * @param update key for the update certificate
 */
public record ClientKeys(P256PublicKey customer, P256PublicKey update) {}
