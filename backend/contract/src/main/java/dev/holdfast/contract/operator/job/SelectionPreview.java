package dev.holdfast.contract.operator.job;

import java.time.Instant;
import java.util.List;

/**
 * Devices that a job would process. The preview changes nothing.
 *
 * @param asOf time of the preview, from which ages in the filter, such as {@code seen:>1h}, are counted
 * @param devices number of devices; {@code 100001} if there are more than the 100,000 that a job allows. The other counts then cover
 *     100,001 of the devices
 * @param trusted number of trusted devices
 * @param blocked number of blocked devices
 * @param certified number of devices with a valid certificate
 * @param groups device groups, those with the most devices first, at most 500
 */
public record SelectionPreview(
        Instant asOf, long devices, long trusted, long blocked, long certified, List<OfGroup> groups) {
    /** Copies the list. */
    public SelectionPreview {
        groups = List.copyOf(groups);
    }

    /**
     * Selected devices of a group.
     *
     * @param product name of the product
     * @param group name of the device group
     * @param devices number of selected devices
     * @param trusted number of trusted devices
     */
    public record OfGroup(String product, String group, long devices, long trusted) {}
}
