/** Boot manifests: whole or not there. */
@NullMarked
package dev.holdfast.sim.mt3620.boot;

import org.jspecify.annotations.NullMarked;
