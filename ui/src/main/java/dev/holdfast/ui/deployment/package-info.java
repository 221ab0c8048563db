/**
 * Starts deployments and shows their progress: how many devices attested the new images. Start with {@link
 * dev.holdfast.ui.deployment.DeploymentDetailView}.
 */
@NullMarked
package dev.holdfast.ui.deployment;

import org.jspecify.annotations.NullMarked;
