/** Tests of images, deployments, targets and reports. */
@NullMarked
package dev.holdfast.backend.update;

import org.jspecify.annotations.NullMarked;
