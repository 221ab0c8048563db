package dev.holdfast.contract.operator.deployment;

import dev.holdfast.contract.operator.image.ImageView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A deployment and how far it has come.
 *
 * @param id its GUID
 * @param product the product
 * @param group the device group
 * @param manifestVersion version of the manifest set that carries it
 * @param current whether it is the group'\''s newest
 * @param images what it deploys
 * @param createdAt when
 * @param createdBy who
 * @param targeted devices in the group
 * @param pending of which have not taken it
 * @param installed of which say that they installed it, but have not attested it
 * @param attested of which have attested it
 * @param failed of which could not install it
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
        long failed) {}
