/** Measures replays. */
@NullMarked
package dev.holdfast.backend.attestation.policy.replay;

import org.jspecify.annotations.NullMarked;
