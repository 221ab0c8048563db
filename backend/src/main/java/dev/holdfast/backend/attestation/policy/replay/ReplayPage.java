package dev.holdfast.backend.attestation.policy.replay;

import dev.holdfast.backend.attestation.policy.replay.DeviceReplay.Outcome;
import dev.holdfast.backend.attestation.policy.replay.ReplayedDevices.Device;
import dev.holdfast.backend.attestation.reference.OsSource;
import dev.holdfast.backend.attestation.reference.ReferenceValues;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.operator.device.Trust;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What a page of devices came to. Pure.
 *
 * @param devices how many were looked at
 * @param silent of which stored no evidence
 * @param evidences pieces of evidence that were decided
 * @param unreadable pieces that could not be read
 * @param turns devices by group and by what was and would be decided
 * @param changes devices that would change
 * @param cursor the last device
 * @param last whether there are no more
 */
record ReplayPage(
        int devices,
        int silent,
        long evidences,
        long unreadable,
        Map<Turn, Long> turns,
        List<Change> changes,
        Blob cursor,
        boolean last) {
    /**
     * Devices that count alike.
     *
     * @param group their group
     * @param from what is decided now
     * @param to what would be
     */
    record Turn(UUID group, Trust from, Trust to) {}

    /**
     * A device that would change.
     *
     * @param device which, and where
     * @param outcome what came of it
     * @param difference the newest difference
     */
    record Change(Device device, Outcome outcome, DeviceReplay.Difference difference) {}

    /** Looks at the page that {@code read} has read; {@code references} has the values for every feed of its devices. */
    static ReplayPage of(
            Replay replay,
            ReplayedDevices read,
            List<Device> devices,
            Map<OsSource, ReferenceValues> references,
            DeviceReplay replayed) {
        Map<Turn, Long> turns = new HashMap<>();
        List<Change> changes = new ArrayList<>();
        int silent = 0;
        long evidences = 0;
        long unreadable = 0;
        for (Device device : devices) {
            ReferenceValues values = Objects.requireNonNull(references.get(device.feed()));
            Outcome outcome =
                    replayed.of(device.id(), read.evidence(replay, device), values, device.rollout(), device.granted());
            evidences += outcome.evidences();
            unreadable += outcome.unreadable();
            silent += outcome.evidences() == 0 ? 1 : 0;
            DeviceReplay.Difference newest = outcome.newest();
            if (newest == null) {
                turns.merge(new Turn(device.group(), outcome.trust(), outcome.trust()), 1L, Long::sum);
            } else {
                turns.merge(new Turn(device.group(), newest.from(), newest.to()), 1L, Long::sum);
                changes.add(new Change(device, outcome, newest));
            }
        }
        return new ReplayPage(
                devices.size(),
                silent,
                evidences,
                unreadable,
                turns,
                changes,
                devices.isEmpty()
                        ? replay.cursor()
                        : Blob.of(devices.getLast().id().bytes()),
                devices.size() < ReplayedDevices.PAGE);
    }
}
