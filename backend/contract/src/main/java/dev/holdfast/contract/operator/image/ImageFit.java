package dev.holdfast.contract.operator.image;

import org.jspecify.annotations.Nullable;

/**
 * Whether an image fits the devices of a part in a device group.
 *
 * @param product name of the product
 * @param group name of the device group
 * @param part SKU of the devices
 * @param result whether the image fits
 * @param identity number of the interface that is not provided; null unless ABI_NOT_PROVIDED
 * @param needed bytes or version that the image needs; null if it fits
 * @param available bytes or version that the devices have; null if it fits
 */
public record ImageFit(
        String product,
        String group,
        String part,
        ImageFitResult result,
        @Nullable Long identity,
        @Nullable Long needed,
        @Nullable Long available) {}
