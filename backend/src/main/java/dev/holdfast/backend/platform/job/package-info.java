/**
 * What jobs have in common: turns that several backends share, and leases that end by themselves when a backend dies. Begin with {@link
 * dev.holdfast.backend.platform.job.JobSchedule}.
 */
@NullMarked
package dev.holdfast.backend.platform.job;

import org.jspecify.annotations.NullMarked;
