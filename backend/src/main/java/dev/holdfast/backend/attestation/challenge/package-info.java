/**
 * Nonces that nobody stores. Guarantees: every backend recognises what another one made; a nonce is good for one device,
 * one purpose and one minute.
 */
@NullMarked
package dev.holdfast.backend.attestation.challenge;

import org.jspecify.annotations.NullMarked;
