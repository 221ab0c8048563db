package dev.holdfast.contract.mt3620;

import java.util.Arrays;
import java.util.Optional;

/** Flash partitions that a manifest can install images to, with their u16 numbers. */
public enum PartitionType {
    /** No partition. */
    INVALID(0),
    /** The operating system. */
    FIRMWARE(1),
    /** Backup copies of the operating system. */
    BACKUPS(2),
    /** Customers' images. */
    APPLICATIONS(4),
    /** Logs. */
    LOG_STORAGE(5),
    /** Network configuration. */
    NETWORK_CONFIG(6),
    /** First boot loader. */
    BOOTLOADER_ONE(7),
    /** Copy of the first boot loader. */
    BOOTLOADER_ONE_BACKUP(8),
    /** Table of the locations of images. */
    LOCATOR_TABLE(9),
    /** Copy of the locator table. */
    LOCATOR_TABLE_BACKUP(10),
    /** Digests of flash blocks. */
    BLOCK_HASHES(11),
    /** Copy of the block digests. */
    BLOCK_HASHES_BACKUP(12),
    /** Boot manifest. */
    BOOT_MANIFEST(13),
    /** Copy of the boot manifest. */
    BOOT_MANIFEST_BACKUP(14),
    /** Telemetry to upload. */
    TELEMETRY_STORAGE(15),
    /** Not a partition, but the range that erasure coding protects. */
    EC_RUNTIME_PROTECTED_RANGE(0x4000);

    private final int number;

    PartitionType(int number) {
        this.number = number;
    }

    /** Returns the u16 in a manifest entry. */
    public int number() {
        return number;
    }

    /** Finds a partition by its number. */
    public static Optional<PartitionType> ofNumber(int number) {
        return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
    }
}
