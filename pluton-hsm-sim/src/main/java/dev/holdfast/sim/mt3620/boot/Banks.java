package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.sim.mt3620.flash.FlashGeometry;
import dev.holdfast.sim.mt3620.flash.Partition;
import dev.holdfast.sim.mt3620.flash.PartitionMap;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Addresses of images in both banks. Every image starts at a sector. */
public final class Banks {
    private final FlashGeometry geometry;
    private final PartitionMap partitions;

    public Banks(FlashGeometry geometry, PartitionMap partitions) {
        this.geometry = geometry;
        this.partitions = partitions;
    }

    /** A part of flash that holds images one after the other. */
    private enum Region {
        BOOTLOADER,
        FIRMWARE,
        APPLICATIONS;

        static Region of(ImageType type) {
            if (type.belongsToCustomer()) {
                return APPLICATIONS;
            }
            return type == ImageType.ONE_BL ? BOOTLOADER : FIRMWARE;
        }
    }

    /** Returns the address of an image in {@code bank}. */
    public int address(InstalledImage image, Bank bank) {
        return base(Region.of(image.type()), bank) + image.offset();
    }

    /** Returns whether an image lies within its partition. A boot manifest is not signed, so its offsets are untrusted. */
    boolean hasRoomFor(InstalledImage image) {
        return (long) image.offset() + image.length() <= capacity(Region.of(image.type()));
    }

    /** Returns whether no other image of the set overlaps this one. */
    boolean isAlone(InstalledImage image, ImageSet set) {
        Region region = Region.of(image.type());
        // An image overlaps itself once; a duplicate entry overlaps twice.
        return set.images().stream()
                        .filter(other -> Region.of(other.type()) == region)
                        .filter(other -> overlap(image, other))
                        .count()
                <= 1;
    }

    private static boolean overlap(InstalledImage one, InstalledImage other) {
        return one.offset() < (long) other.offset() + other.length()
                && other.offset() < (long) one.offset() + one.length();
    }

    /** Returns whether bytes are in a bank of the operating system. */
    boolean holdsSystem(Bank bank, int address, int length) {
        return List.of(Region.BOOTLOADER, Region.FIRMWARE).stream().anyMatch(region -> {
            long offset = (long) address - base(region, bank);
            return offset >= 0 && offset + length <= capacity(region);
        });
    }

    private int base(Region region, Bank bank) {
        boolean first = bank == Bank.A;
        return switch (region) {
            case BOOTLOADER ->
                partitions
                        .get(first ? PartitionType.BOOTLOADER_ONE : PartitionType.BOOTLOADER_ONE_BACKUP)
                        .address();
            case FIRMWARE ->
                partitions
                        .get(first ? PartitionType.FIRMWARE : PartitionType.BACKUPS)
                        .address();
            case APPLICATIONS -> {
                Partition all = partitions.get(PartitionType.APPLICATIONS);
                yield first ? all.address() : all.address() + half(all);
            }
        };
    }

    private int capacity(Region region) {
        return switch (region) {
            case BOOTLOADER -> partitions.get(PartitionType.BOOTLOADER_ONE).length();
            case FIRMWARE -> partitions.get(PartitionType.FIRMWARE).length();
            case APPLICATIONS -> half(partitions.get(PartitionType.APPLICATIONS));
        };
    }

    private int half(Partition all) {
        return all.length() / 2 / geometry.sectorSize() * geometry.sectorSize();
    }

    /**
     * Assigns offsets to images, one after the other from the start of a bank.
     *
     * @return the same images with offsets; empty when they do not fit
     */
    public Optional<List<InstalledImage>> place(List<InstalledImage> images) {
        Map<Region, Long> next = new EnumMap<>(Region.class);
        List<InstalledImage> placed = new ArrayList<>();
        for (InstalledImage image : images) {
            Region region = Region.of(image.type());
            long offset = next.getOrDefault(region, 0L);
            long end = offset + geometry.wholeSectors(image.length());
            if (end > capacity(region)) {
                return Optional.empty();
            }
            placed.add(image.at((int) offset));
            next.put(region, end);
        }
        return Optional.of(placed);
    }
}
