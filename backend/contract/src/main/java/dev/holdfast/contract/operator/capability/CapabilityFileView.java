package dev.holdfast.contract.operator.capability;

import dev.holdfast.contract.id.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A capability file that was issued.
 *
 * @param id its image GUID, which stands in the file
 * @param device the only device that heeds it
 * @param capabilities what it allows, by name; none in a file that takes everything away
 * @param state whether it counts
 * @param reason why it was issued
 * @param issuedBy who asked for it
 * @param approvedBy the second person; null where none was needed
 * @param issuedAt when
 * @param expiresAt until when the device heeds it
 * @param downloads how often it was fetched, signed each time
 * @param revokedBy who took it back; null while nobody has
 * @param revokedAt when; null likewise
 * @param revocationReason why; null likewise
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
    /** Copies. */
    public CapabilityFileView {
        capabilities = List.copyOf(capabilities);
    }
}
