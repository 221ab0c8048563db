/** Tests of deployments. */
@NullMarked
package dev.holdfast.backend.update.deployment;

import org.jspecify.annotations.NullMarked;
