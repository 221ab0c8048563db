package dev.holdfast.contract.operator.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An act on many devices. {@code devicesDone} is {@code changed}, {@code unchanged} and {@code refused} together.
 *
 * @param id its GUID
 * @param operation what it does
 * @param state how it stands
 * @param summary what it does, in words, such as {@code Move to Toaster / Production}
 * @param filter the filter that selected the devices, as it was written; null when they were named by ID
 * @param reason why, in the words of who began it; empty when nobody asked
 * @param startedBy who began it
 * @param startedAt when
 * @param finishedAt when it ended; null while it runs
 * @param devicesInAll how many devices it is about
 * @param devicesDone how many of them it has come to
 * @param changed of how many it changed something
 * @param unchanged how many were that way already
 * @param refused of how many it could not; they are listed with the reason
 * @param failure why it failed, or failed last and is tried again; null when it did not
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
        long devicesInAll,
        long devicesDone,
        long changed,
        long unchanged,
        long refused,
        @Nullable String failure) {}
