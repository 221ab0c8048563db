package dev.holdfast.contract.operator.deployment;

import dev.holdfast.contract.operator.image.ImageView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deployment and its progress. For a replaced deployment, the progress at the time of its replacement.
 *
 * @param id GUID of the deployment
 * @param product name of the product
 * @param group name of the device group
 * @param manifestVersion version of the newest manifest set with these images; a renewal of the set increases it
 * @param current whether this is the newest deployment of the group
 * @param images deployed images
 * @param createdAt time of creation
 * @param createdBy user who started the deployment
 * @param targeted number of devices in the group
 * @param pending number of devices that have not installed the deployment
 * @param installed number of devices that reported the installation but have not attested the images
 * @param attested number of devices that attested all images
 * @param failed number of devices that could not install the deployment, or returned to their earlier images
 * @param held number of devices that installed it and are untrusted, or whose update policy holds it; like {@code blocked} and
 *     {@code offline}, at least, if over 10,000 are left; null in lists, when started or replaced
 * @param blocked number of pending and installed devices that are blocked
 * @param offline number of pending and installed devices that are silent for a day and not blocked
 * @param unknown number of pending devices that have not reacted and are neither unreachable, untrusted, nor pinned; like {@code held}, at
 *     least, and null in lists, when started or replaced
 * @param unreachable number of pending devices that are unreachable, and neither untrusted nor pinned
 */
public record DeploymentView(
        UUID id,
        String product,
        String group,
        long manifestVersion,
        boolean current,
        List<ImageView> images,
        Instant createdAt,
        String createdBy,
        long targeted,
        long pending,
        long installed,
        long attested,
        long failed,
        @Nullable Long held,
        @Nullable Long blocked,
        @Nullable Long offline,
        @Nullable Long unknown,
        @Nullable Long unreachable) {}
