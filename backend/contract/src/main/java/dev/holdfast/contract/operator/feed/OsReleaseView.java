package dev.holdfast.contract.operator.feed;

import dev.holdfast.contract.operator.image.ImageView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A release of the operating system.
 *
 * @param id its GUID
 * @param part SKU of the chips that it is for
 * @param name such as {@code 26.09}
 * @param securityVersion grows with every release for the part
 * @param offeredBy the feeds that offer it now: {@code RetailEval}, {@code Retail}, both or none
 * @param images what devices get, in the order of installation
 * @param releasedAt since when it is in {@code RetailEval}
 * @param releasedBy who
 * @param promoteAt when it goes on to {@code Retail} by itself; null when it does not, or has
 * @param retailAt since when it is in {@code Retail}; null when it is not
 * @param withdrawnAt since when it is withdrawn; null when it is not
 * @param withdrawnBy who withdrew it last; empty when it is not withdrawn
 * @param withdrawnReason why
 * @param retiredAt since when its reference values are retired; null when they hold
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
