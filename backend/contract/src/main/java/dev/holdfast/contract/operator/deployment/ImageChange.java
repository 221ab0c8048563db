package dev.holdfast.contract.operator.deployment;

import dev.holdfast.contract.operator.image.ImageView;
import org.jspecify.annotations.Nullable;

/**
 * Component whose image a deployment would change.
 *
 * @param before image that is deployed now; null for a component that is new in the group
 * @param after image to deploy; null for a component that would no longer be deployed
 */
public record ImageChange(
        @Nullable ImageView before, @Nullable ImageView after) {}
