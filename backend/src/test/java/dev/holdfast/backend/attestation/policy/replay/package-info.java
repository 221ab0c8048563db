/** Tests and a benchmark of policy replays. */
@NullMarked
package dev.holdfast.backend.attestation.policy.replay;

import org.jspecify.annotations.NullMarked;
