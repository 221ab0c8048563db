package dev.holdfast.sim.mt3620.flash;

import dev.holdfast.contract.mt3620.PartitionType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The partitions of a part: each type at most once, of whole sectors, without overlaps, within the part. */
public final class PartitionMap {
    private final Map<PartitionType, Partition> byType = new EnumMap<>(PartitionType.class);

    /**
     * Makes a map.
     *
     * @throws IllegalArgumentException when the partitions violate these rules; the message is for people
     */
    public PartitionMap(FlashGeometry geometry, List<Partition> partitions) {
        long free = 0;
        for (Partition partition : sorted(partitions)) {
            String name = partition.type().name();
            if (byType.put(partition.type(), partition) != null) {
                throw new IllegalArgumentException("partition " + name + " appears twice");
            }
            if (partition.address() % geometry.sectorSize() != 0 || partition.length() % geometry.sectorSize() != 0) {
                throw new IllegalArgumentException("partition " + name + " must consist of whole sectors");
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
     * @throws IllegalArgumentException when the type is missing
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
