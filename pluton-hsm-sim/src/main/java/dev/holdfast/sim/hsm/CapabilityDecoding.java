package dev.holdfast.sim.hsm;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Result of reading a capability file. */
public sealed interface CapabilityDecoding {
    /**
     * The file is genuine and for this device.
     *
     * @param capabilities u16 numbers, ascending, at most 64; empty in a file that removes capabilities
     */
    record Decoded(SortedSet<Integer> capabilities) implements CapabilityDecoding {
        public Decoded {
            capabilities = Collections.unmodifiableSortedSet(new TreeSet<>(capabilities));
        }

        Decoded(Set<Integer> capabilities) {
            this(new TreeSet<>(capabilities));
        }
    }

    /**
     * The file is not valid for this device.
     *
     * @param reason text for people
     */
    record Refused(String reason) implements CapabilityDecoding {}
}
