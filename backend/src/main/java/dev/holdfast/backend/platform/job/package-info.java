/**
 * Jobs shared by several backends, with leases that expire when a backend dies. Start reading at {@link
 * dev.holdfast.backend.platform.job.LeasedJob}. {@link dev.holdfast.backend.platform.job.PruneRows} deletes old rows.
 */
@NullMarked
package dev.holdfast.backend.platform.job;

import org.jspecify.annotations.NullMarked;
