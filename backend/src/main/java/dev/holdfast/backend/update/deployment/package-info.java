/**
 * Deployments of customers' images to device groups. A group has at most one current deployment.
 *
 * <p>Start reading at {@link dev.holdfast.backend.update.deployment.StartDeployment}.
 */
@NullMarked
package dev.holdfast.backend.update.deployment;

import org.jspecify.annotations.NullMarked;
