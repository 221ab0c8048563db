/** Deployments of images to device groups, and their progress. */
@NullMarked
package dev.holdfast.contract.operator.deployment;

import org.jspecify.annotations.NullMarked;
