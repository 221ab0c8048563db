package dev.holdfast.contract.operator.revocation;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.Trust;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an act would take from whom, and when. Nothing is changed by asking.
 *
 * @param devices how many devices would lose something
 * @param trusted how many of them are trusted now
 * @param certificates how many certificates that are valid now would be worth nothing any more
 * @param until when the last of those would have expired by itself; null when there is none
 * @param groups of which groups the devices are, those with most first; at most 500
 * @param first the first of the devices by ID, at most 100
 * @param consequences what happens when, in sentences
 */
public record LossPreview(
        long devices,
        long trusted,
        long certificates,
        @Nullable Instant until,
        List<OfGroup> groups,
        List<OfDevice> first,
        List<String> consequences) {
    /**
     * What the devices of a group would lose.
     *
     * @param product its product; empty for devices that left the catalog
     * @param group its name; empty for devices that left the catalog
     * @param devices how many
     * @param trusted how many of them are trusted now
     * @param certificates how many valid certificates they would lose
     * @param until when the last of those would have expired; null when there is none
     */
    public record OfGroup(
            String product,
            String group,
            long devices,
            long trusted,
            long certificates,
            @Nullable Instant until) {}

    /**
     * What a device would lose.
     *
     * @param deviceId which
     * @param name its name, may be empty
     * @param trust what Holdfast thinks of it
     * @param customerUntil when the customer certificate that it would lose expires; null when it would lose none
     * @param updateUntil when the update certificate that it would lose expires; null when it would lose none
     */
    public record OfDevice(
            DeviceId deviceId,
            String name,
            Trust trust,
            @Nullable Instant customerUntil,
            @Nullable Instant updateUntil) {}
}
