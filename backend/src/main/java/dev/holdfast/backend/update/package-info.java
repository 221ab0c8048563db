/**
 * Updates: images, deployments, the signed manifest sets that deliver them, and reports of devices. Nothing here decides about trust: only
 * {@code attestation} confirms what a device runs.
 *
 * <p>Start reading at {@link dev.holdfast.backend.update.StartDeployment}.
 */
@NullMarked
package dev.holdfast.backend.update;

import org.jspecify.annotations.NullMarked;
