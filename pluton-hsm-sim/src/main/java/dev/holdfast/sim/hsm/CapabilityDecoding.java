package dev.holdfast.sim.hsm;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What Pluton makes of a capability file. */
public sealed interface CapabilityDecoding {
    /**
     * The file is genuine and for this device.
     *
     * @param capabilities u16 numbers, ascending, at most 64; none in a file that takes capabilities away
     */
    record Decoded(SortedSet<Integer> capabilities) implements CapabilityDecoding {
        /** Copies the set. */
        public Decoded {
            capabilities = Collections.unmodifiableSortedSet(new TreeSet<>(capabilities));
        }

        Decoded(Set<Integer> capabilities) {
            this(new TreeSet<>(capabilities));
        }
    }

    /**
     * The file counts for nothing here.
     *
     * @param reason for people
     */
    record Refused(String reason) implements CapabilityDecoding {}
}
