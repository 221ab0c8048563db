/**
 * Jobs that several backends share, by leases that end by themselves when a backend dies. Begin with {@link
 * dev.holdfast.backend.platform.job.LeasedJob}.
 */
@NullMarked
package dev.holdfast.backend.platform.job;

import org.jspecify.annotations.NullMarked;
