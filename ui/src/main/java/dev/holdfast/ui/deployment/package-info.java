/**
 * Pages that start deployments and show their progress. A device is done when it has attested the new images. Start with
 * {@link dev.holdfast.ui.deployment.DeploymentDetailView}.
 */
@NullMarked
package dev.holdfast.ui.deployment;

import org.jspecify.annotations.NullMarked;
