/**
 * Acts on up to 100,000 devices as jobs. Begin with {@link dev.holdfast.backend.fleet.job.RunDeviceJobs}.
 *
 * <p>Guarantees: which devices a job is about is settled when it begins; what a page of them came to and how far the job is are one
 * commit, so that another backend that goes on with it does nothing twice; whoever began it must still be allowed to do so at every page;
 * the audit log says who began it, over what and why, and at the end what came of it.
 *
 * <p>What is done to devices is a {@link dev.holdfast.backend.fleet.job.DeviceAct}, of the feature that does the same to one.
 */
@NullMarked
package dev.holdfast.backend.fleet.job;

import org.jspecify.annotations.NullMarked;
