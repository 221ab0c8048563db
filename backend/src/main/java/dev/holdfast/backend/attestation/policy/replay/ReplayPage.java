package dev.holdfast.backend.attestation.policy.replay;

import dev.holdfast.backend.attestation.policy.replay.DeviceReplay.Outcome;
import dev.holdfast.backend.attestation.policy.replay.ReplayedDevices.Device;
import dev.holdfast.backend.attestation.reference.OsFeedRevision;
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
 * Result of a page of devices. Pure.
 *
 * @param withoutEvidence devices without a decided piece of evidence
 * @param evidenceCount decided pieces of evidence
 * @param unreadable pieces that cannot be read
 * @param transitions number of devices by transition
 * @param changes devices with a difference in any piece
 * @param cursor the last device
 */
record ReplayPage(
        int devices,
        int withoutEvidence,
        long evidenceCount,
        long unreadable,
        Map<Transition, Long> transitions,
        List<Change> changes,
        Blob cursor,
        boolean last) {
    /** Group of a device, and its trust by each policy in its newest difference; without one, its trust in the newest piece, twice. */
    record Transition(UUID group, Trust from, Trust to) {}

    /** A device whose trust would change, with its newest difference. */
    record Change(Device device, Outcome outcome, DeviceReplay.Difference difference) {}

    /** Replays the devices of a page; {@code references} holds the values of every feed of its devices. */
    static ReplayPage of(
            Replay replay,
            ReplayedDevices read,
            List<Device> devices,
            Map<OsFeedRevision, ReferenceValues> references,
            DeviceReplay replayed) {
        Map<Transition, Long> transitions = new HashMap<>();
        List<Change> changes = new ArrayList<>();
        int withoutEvidence = 0;
        long evidenceCount = 0;
        long unreadable = 0;
        for (Device device : devices) {
            Outcome outcome = replayed.of(
                    device.id(),
                    read.evidence(replay, device),
                    target ->
                            Objects.requireNonNull(references.get(device.feed().offering(target.release()))),
                    device.targets(),
                    device.granted());
            evidenceCount += outcome.evidenceCount();
            unreadable += outcome.unreadable();
            withoutEvidence += outcome.evidenceCount() == 0 ? 1 : 0;
            DeviceReplay.Difference newest = outcome.newest();
            if (newest == null) {
                transitions.merge(new Transition(device.group(), outcome.trust(), outcome.trust()), 1L, Long::sum);
            } else {
                transitions.merge(new Transition(device.group(), newest.from(), newest.to()), 1L, Long::sum);
                changes.add(new Change(device, outcome, newest));
            }
        }
        return new ReplayPage(
                devices.size(),
                withoutEvidence,
                evidenceCount,
                unreadable,
                transitions,
                changes,
                devices.isEmpty()
                        ? replay.cursor()
                        : Blob.of(devices.getLast().id().bytes()),
                devices.size() < ReplayedDevices.PAGE);
    }
}
