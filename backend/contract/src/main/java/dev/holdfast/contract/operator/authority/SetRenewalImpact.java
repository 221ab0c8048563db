package dev.holdfast.contract.operator.authority;

import org.jspecify.annotations.Nullable;

/**
 * Effect that signing manifest sets again would have now. The software of devices stays.
 *
 * @param groups number of device groups whose manifest sets are signed again
 * @param devices number of devices that would get a new manifest set
 * @param blocked number of other devices in these groups, which are blocked and get none
 * @param offline number of devices to get a new set that are silent for a day
 * @param bytes number of bytes of the sets that these devices would download
 * @param contactMinutes time in which nine of ten devices in contact make a contact, in minutes; null if none was in the last week
 */
public record SetRenewalImpact(
        long groups,
        long devices,
        long blocked,
        long offline,
        long bytes,
        @Nullable Long contactMinutes) {}
