/** Tests of attestation: what a device must be to be trusted, and what it can never be. */
@NullMarked
package dev.holdfast.backend.attestation.anomaly;

import org.jspecify.annotations.NullMarked;
