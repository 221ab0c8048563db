package dev.holdfast.contract.operator.reference;

import java.util.UUID;

/**
 * A release of an operating system that has an image.
 *
 * @param id its ID, as in {@code os-releases/{id}}
 * @param part for which part
 * @param version its name, such as {@code 26.09}
 * @param feed {@code Retail}, or {@code RetailEval} while it is being evaluated: then its values count for those groups alone
 * @param withdrawn whether it is offered no longer
 */
public record FeedRelease(UUID id, String part, String version, String feed, boolean withdrawn) {}
