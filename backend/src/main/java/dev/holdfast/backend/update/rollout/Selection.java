package dev.holdfast.backend.update.rollout;

import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/**
 * Devices of a phase. Percentages and counts include the devices of earlier phases. Tags and lists add devices to them.
 */
public sealed interface Selection {
    /** Maximum number of devices that a signed manifest set can list. */
    int MAX_LISTED = 1000;

    /** Returns whether these are all devices of the group, also those that join later. */
    default boolean isEverything() {
        return false;
    }

    /** A percentage of the group, 1 to 100. */
    record Percent(int percent) implements Selection {
        private static final int ALL = 100;
        private static final int BUCKETS_PER_PERCENT = 100;

        /** Checks the bounds. */
        public Percent {
            if (percent < 1 || percent > ALL) {
                throw new IllegalArgumentException(percent + " percent of a group");
            }
        }

        @Override
        public boolean isEverything() {
            return percent == ALL;
        }

        /**
         * Returns how many devices to list, rounded up, because 1 % of 25 devices is not nobody. More than {@link #MAX_LISTED} devices
         * are an arc of {@link #buckets} instead.
         *
         * @param group devices of the group
         */
        public long devices(long group) {
            return Math.ceilDiv(percent * group, ALL);
        }

        /** Returns the length of the arc. */
        public int buckets() {
            return percent * BUCKETS_PER_PERCENT;
        }
    }

    /** A number of devices, at least 1. */
    record Count(int devices) implements Selection {
        /** Checks the bound. */
        public Count {
            if (devices < 1) {
                throw new IllegalArgumentException(devices + " devices in a phase");
            }
        }
    }

    /** Devices that have a tag when the phase opens, at most {@link #MAX_LISTED}. */
    record Tagged(String tag) implements Selection {}

    /** Named devices, 1 to {@link #MAX_LISTED}. */
    record Listed(List<DeviceId> devices) implements Selection {
        /** Copies the list and checks its length. */
        public Listed {
            devices = List.copyOf(devices);
            if (devices.isEmpty() || devices.size() > MAX_LISTED) {
                throw new IllegalArgumentException(devices.size() + " devices in the list of a phase");
            }
        }
    }
}
