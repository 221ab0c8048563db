/** Starts deployments and shows which devices attested them. Start with {@link dev.holdfast.ui.deployment.DeploymentDetailView}. */
@NullMarked
package dev.holdfast.ui.deployment;

import org.jspecify.annotations.NullMarked;
