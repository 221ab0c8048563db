package dev.holdfast.contract.operator.feed;

import dev.holdfast.contract.operator.image.ImageView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Release of the operating system.
 *
 * @param id GUID of the release
 * @param part SKU of the chips
 * @param name release name, such as {@code 26.09}
 * @param securityVersion anti-rollback number, higher with every release for the part
 * @param offeredBy feeds that offer the release now: {@code RetailEval}, {@code Retail}, both or none
 * @param images images in the order of installation
 * @param releasedAt time of the release to {@code RetailEval}
 * @param releasedBy user who released the images
 * @param promoteAt time of the automatic promotion to {@code Retail}; null when not planned, or done
 * @param retailAt time of the release to {@code Retail}; null when not in {@code Retail}
 * @param withdrawnAt time of the withdrawal; null when not withdrawn
 * @param withdrawnBy user who withdrew the release; empty when not withdrawn
 * @param withdrawnReason reason for the withdrawal; empty when not withdrawn
 * @param retiredAt time when the release's reference values were retired; null when they are valid
 */
public record OsReleaseView(
        UUID id,
        String part,
        String name,
        long securityVersion,
        List<String> offeredBy,
        List<ImageView> images,
        Instant releasedAt,
        String releasedBy,
        @Nullable Instant promoteAt,
        @Nullable Instant retailAt,
        @Nullable Instant withdrawnAt,
        String withdrawnBy,
        String withdrawnReason,
        @Nullable Instant retiredAt) {}
