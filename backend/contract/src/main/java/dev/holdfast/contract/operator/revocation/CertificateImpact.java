package dev.holdfast.contract.operator.revocation;

import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.Trust;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Impact of an operation that blocks devices or revokes certificates. The preview changes nothing.
 *
 * @param devices number of affected devices
 * @param trusted number of affected devices that are trusted
 * @param certificates number of valid certificates that the operation would revoke
 * @param until expiry of the last of these certificates; null for none
 * @param offline number of affected devices that are silent for a day and not blocked
 * @param contactMinutes time in which nine of ten devices in contact make a contact, in minutes. Null if none was in contact in the last week
 * @param groups affected device groups, those with the most devices first, at most 500
 * @param first affected devices with the lowest IDs, at most 100
 * @param consequences consequences, one sentence each
 */
public record CertificateImpact(
        long devices,
        long trusted,
        long certificates,
        @Nullable Instant until,
        long offline,
        @Nullable Long contactMinutes,
        List<OfGroup> groups,
        List<OfDevice> first,
        List<String> consequences) {
    /**
     * Affected device group.
     *
     * @param product name of the product; empty for devices that left the catalog
     * @param group name of the device group; empty for devices that left the catalog
     * @param devices number of affected devices
     * @param trusted number of affected devices that are trusted
     * @param certificates number of valid certificates that the operation would revoke
     * @param until expiry of the last of these certificates; null for none
     */
    public record OfGroup(
            String product,
            String group,
            long devices,
            long trusted,
            long certificates,
            @Nullable Instant until) {}

    /**
     * Affected device.
     *
     * @param deviceId device ID
     * @param name name of the device; empty for none
     * @param trust current trust
     * @param customerUntil expiry of the customer certificate that the operation would revoke; null for none
     * @param updateUntil expiry of the update certificate that the operation would revoke; null for none
     */
    public record OfDevice(
            DeviceId deviceId,
            String name,
            Trust trust,
            @Nullable Instant customerUntil,
            @Nullable Instant updateUntil) {}
}
