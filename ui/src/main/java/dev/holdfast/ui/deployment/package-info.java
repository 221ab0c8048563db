/**
 * Deployments: choosing what a group runs, and watching devices take it. A device counts as done only when it has
 * attested the new images. Start with {@link dev.holdfast.ui.deployment.DeploymentDetailView}.
 */
@NullMarked
package dev.holdfast.ui.deployment;

import org.jspecify.annotations.NullMarked;
