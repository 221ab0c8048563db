package dev.holdfast.contract.operator.reference;

import java.util.UUID;

/**
 * OS release that contains an image.
 *
 * @param id GUID of the release, as in {@code os-releases/{id}}
 * @param part SKU of the chips
 * @param version release name, such as {@code 26.09}
 * @param feed {@code Retail}, or {@code RetailEval} before the promotion. Before the promotion, the reference values of
 *     the release are valid only for groups with the feed {@code RetailEval}
 * @param withdrawn whether the release is withdrawn
 */
public record FeedRelease(UUID id, String part, String version, String feed, boolean withdrawn) {}
