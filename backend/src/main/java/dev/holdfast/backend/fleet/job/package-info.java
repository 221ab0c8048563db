/**
 * Jobs on up to 100,000 devices. Start reading at {@link dev.holdfast.backend.fleet.job.RunDeviceJobs}.
 *
 * <p>Guarantees: the selection is fixed when the job starts. The result of a page and the job's progress are written in one transaction, so
 * that another backend that takes over repeats nothing. Every page checks that the person who started the job still has the permission. The
 * audit log has an entry for the start, with devices and reason, and one for the result.
 *
 * <p>Each feature implements its operations as a {@link dev.holdfast.backend.fleet.job.DeviceJobHandler}.
 */
@NullMarked
package dev.holdfast.backend.fleet.job;

import org.jspecify.annotations.NullMarked;
