/**
 * What devices should run, and what became of it: images, deployments, the signed manifest sets that carry them, and
 * what devices tell about them. Nothing here decides whether a device is to be trusted; that a device runs what was
 * deployed counts only once {@code attestation} has seen it.
 *
 * <p>Start reading at {@link dev.holdfast.backend.update.StartDeployment}.
 */
@NullMarked
package dev.holdfast.backend.update;

import org.jspecify.annotations.NullMarked;
