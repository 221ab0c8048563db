/** Tests of device jobs. */
@NullMarked
package dev.holdfast.backend.fleet.job;

import org.jspecify.annotations.NullMarked;
