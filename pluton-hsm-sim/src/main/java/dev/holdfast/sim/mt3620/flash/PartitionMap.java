package dev.holdfast.sim.mt3620.flash;

import dev.holdfast.contract.mt3620.PartitionType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which partition lies where: each type at most once, all of whole sectors, none upon another, all within the part.
 */
public final class PartitionMap {
    private final Map<PartitionType, Partition> byType = new EnumMap<>(PartitionType.class);

    /**
     * Checks and keeps the partitions.
     *
     * @throws IllegalArgumentException when they cannot lie so on such a part; the message is for people
     */
    public PartitionMap(FlashGeometry geometry, List<Partition> partitions) {
        long free = 0;
        for (Partition partition : sorted(partitions)) {
            String name = partition.type().name();
            if (byType.put(partition.type(), partition) != null) {
                throw new IllegalArgumentException("partition " + name + " appears twice");
            }
            if (partition.address() % geometry.sectorSize() != 0 || partition.length() % geometry.sectorSize() != 0) {
                throw new IllegalArgumentException("partition " + name + " is not made of whole sectors");
            }
            if (partition.address() < free) {
                throw new IllegalArgumentException("partition " + name + " overlaps the one before it");
            }
            if (partition.end() > geometry.capacity()) {
                throw new IllegalArgumentException("partition " + name + " extends beyond the part");
            }
            free = partition.end();
        }
    }

    private static List<Partition> sorted(List<Partition> partitions) {
        List<Partition> sorted = new ArrayList<>(partitions);
        sorted.sort(Comparator.comparingInt(Partition::address));
        return sorted;
    }

    /**
     * Returns a partition.
     *
     * @throws IllegalArgumentException when there is none of this type
     */
    public Partition get(PartitionType type) {
        Partition partition = byType.get(type);
        if (partition == null) {
            throw new IllegalArgumentException("there is no partition " + type.name());
        }
        return partition;
    }

    /** Returns all partitions, lowest address first. */
    public List<Partition> all() {
        return sorted(List.copyOf(byType.values()));
    }
}
