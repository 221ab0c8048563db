package dev.holdfast.contract.operator.capability;

import dev.holdfast.contract.id.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Capability file for one device.
 *
 * @param id image GUID of the file
 * @param device only device that accepts the file
 * @param capabilities capabilities that the file enables, by name; empty for a file that removes all capabilities
 * @param state state of the file
 * @param reason reason for issuing the file
 * @param issuedBy user who requested the file
 * @param approvedBy approver; null when no approval was required
 * @param issuedAt time of issue
 * @param expiresAt time after which the device ignores the file
 * @param downloads number of downloads; each is signed anew
 * @param revokedBy user who revoked the file; null when not revoked
 * @param revokedAt time of the revocation; null when not revoked
 * @param revocationReason reason for the revocation; null when not revoked
 */
public record CapabilityFileView(
        UUID id,
        DeviceId device,
        List<String> capabilities,
        CapabilityState state,
        String reason,
        String issuedBy,
        @Nullable String approvedBy,
        Instant issuedAt,
        Instant expiresAt,
        int downloads,
        @Nullable String revokedBy,
        @Nullable Instant revokedAt,
        @Nullable String revocationReason) {
    /** Copies the lists. */
    public CapabilityFileView {
        capabilities = List.copyOf(capabilities);
    }
}
