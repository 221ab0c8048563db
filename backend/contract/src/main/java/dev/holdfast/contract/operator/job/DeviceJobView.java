package dev.holdfast.contract.operator.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Operation on many devices. {@code devicesDone} is the sum of {@code changed}, {@code unchanged} and {@code
 * refused}.
 *
 * @param id GUID of the job
 * @param operation operation on each device
 * @param state state of the job
 * @param summary description, such as {@code Move to Toaster / Production}
 * @param filter filter that selected the devices; null when they were selected by ID
 * @param reason reason that the user gave; empty for none
 * @param startedBy user who started the job
 * @param startedAt time of the start
 * @param finishedAt time of the end; null while running
 * @param devicesTotal number of selected devices
 * @param devicesDone number of processed devices
 * @param changed number of changed devices
 * @param unchanged number of devices that were already in the requested state
 * @param refused number of refused devices, which are listed with reasons
 * @param failure reason for the failure or the last failed attempt; null for none
 */
public record DeviceJobView(
        UUID id,
        DeviceJobOperation operation,
        DeviceJobState state,
        String summary,
        @Nullable String filter,
        String reason,
        String startedBy,
        Instant startedAt,
        @Nullable Instant finishedAt,
        long devicesTotal,
        long devicesDone,
        long changed,
        long unchanged,
        long refused,
        @Nullable String failure) {}
