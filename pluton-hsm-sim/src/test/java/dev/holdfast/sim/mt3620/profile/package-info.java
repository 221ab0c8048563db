/** Tests of chip profiles: YAML files that describe the parts (chip models). */
@NullMarked
package dev.holdfast.sim.mt3620.profile;

import org.jspecify.annotations.NullMarked;
