/**
 * Updates: images, deployments, the signed manifest sets that deliver them, and reports of devices. Nothing here decides about trust: only
 * {@code attestation} confirms what a device runs.
 *
 * <p>This package has only the routes for gateways. In this line, each package depends only on packages to its left:
 * {@code content}, {@code feed}, {@code image}, {@code policy}, {@code manifest}, {@code deployment}, {@code rollout}. {@code report} depends on
 * none of them. Start reading at
 * {@link dev.holdfast.backend.update.deployment.StartDeployment}.
 */
@NullMarked
package dev.holdfast.backend.update;

import org.jspecify.annotations.NullMarked;
