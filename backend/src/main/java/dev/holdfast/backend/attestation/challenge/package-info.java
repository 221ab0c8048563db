/**
 * Nonces that are not stored. Guarantees: every backend recognizes the nonces of the others. A nonce is valid for one device and one
 * purpose, and for one minute (15 minutes to claim).
 */
@NullMarked
package dev.holdfast.backend.attestation.challenge;

import org.jspecify.annotations.NullMarked;
