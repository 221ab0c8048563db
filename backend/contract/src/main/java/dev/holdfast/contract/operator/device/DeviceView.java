package dev.holdfast.contract.operator.device;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.product.NoGroup;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Device of a catalog.
 *
 * @param id device ID
 * @param name name for people; empty for none
 * @param product name of the product; {@link NoGroup#NAME} for a device in no group
 * @param group name of the device group; {@link NoGroup#NAME} for a device in no group
 * @param trust trust that Holdfast places in the device
 * @param reason reason for the trust, one sentence; empty when trusted or never attested
 * @param reasonCode code of the finding behind the reason, or another code such as {@code attestation-overdue}; empty like the reason
 * @param trustSince time of the last change of trust; null if it never changed
 * @param update update to the target of the group
 * @param osVersion release of the operating system; empty when unknown
 * @param lastSeen time of the last contact; null before the first
 * @param lastAttestation time of the last attestation, with any result; null before the first
 * @param certificateExpires expiry of the customer certificate; null for none. Retiring its authority does not change it until the device
 *     attests again
 * @param claimedAt time when the device was claimed
 * @param lastAvailableOsVersion newest release that the OS feed of the device's group offers for the part of the device; empty when there
 *     is none
 * @param health current health, explained by {@code reason}
 * @param keyExchange key exchange of the device's last poll for updates: a TLS group such as {@code X25519MLKEM768} (post-quantum),
 *     {@code X25519} or {@code SECP256R1}; {@code UNKNOWN} before the first poll
 * @param block block by an operator; null when not blocked
 * @param tags tags, sorted
 * @param notes notes for people; empty for none
 * @param applications applications in the last attestation
 * @param capabilities capabilities enabled in the last attestation, such as {@code FieldServicing (13)}
 * @param manufacturingState manufacturing state in the last attestation, such as {@code DEVICE_COMPLETE}; empty
 *     before the first attestation
 */
public record DeviceView(
        DeviceId id,
        String name,
        String product,
        String group,
        Trust trust,
        String reason,
        String reasonCode,
        @Nullable Instant trustSince,
        DeviceUpdate update,
        String osVersion,
        @Nullable Instant lastSeen,
        @Nullable Instant lastAttestation,
        @Nullable Instant certificateExpires,
        Instant claimedAt,
        String lastAvailableOsVersion,
        Health health,
        String keyExchange,
        @Nullable Block block,
        List<String> tags,
        String notes,
        List<DeviceApplication> applications,
        List<String> capabilities,
        String manufacturingState) {
    /** Copies the lists. */
    public DeviceView {
        tags = List.copyOf(tags);
        applications = List.copyOf(applications);
        capabilities = List.copyOf(capabilities);
    }
}
