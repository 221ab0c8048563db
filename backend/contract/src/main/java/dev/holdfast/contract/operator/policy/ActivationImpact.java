package dev.holdfast.contract.operator.policy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Impact of activating the version of a replay. A device's trust changes at its next attestation. The preview changes nothing. Of the
 * devices whose trust would change, offline, until and contactMinutes consider those that the replay lists, at most about 100,000.
 *
 * @param devices number of devices whose trust would change, by the replay
 * @param transitions number of these devices for each change of trust; empty if no trust would change
 * @param offline number of these devices that are offline: they are not blocked, and were not seen for a day
 * @param until latest expiry of a certificate of the other devices, which they renew with an attestation; null if none is valid
 * @param contactMinutes time in which nine of ten of these devices in contact make a contact, in minutes. Null if none was in contact in the
 *     last week
 */
public record ActivationImpact(
        long devices,
        List<TrustTransition> transitions,
        long offline,
        @Nullable Instant until,
        @Nullable Long contactMinutes) {
    /** Copies the list. */
    public ActivationImpact {
        transitions = List.copyOf(transitions);
    }
}
