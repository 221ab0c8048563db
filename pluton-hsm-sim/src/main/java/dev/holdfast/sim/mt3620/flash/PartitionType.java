package dev.holdfast.sim.mt3620.flash;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** The partition types of Azure Sphere's flash layout, with their numbers. */
public enum PartitionType {
    /** The operating system. */
    FIRMWARE(1, "Firmware"),
    /** The operating system's other copy. */
    BACKUPS(2, "Backups"),
    /** A customer's images. */
    APPLICATIONS(4, "Applications"),
    /** The log. */
    LOG_STORAGE(5, "LogStorage"),
    /** Networks and the installed capability. */
    NW_CONFIG(6, "NwConfig"),
    /** The first boot loader. */
    BOOTLOADER_ONE(7, "BootloaderOne"),
    /** Its other copy. */
    BOOTLOADER_ONE_BACKUP(8, "BootloaderOneBackup"),
    /** Where everything lies. */
    LOCATOR_TABLE(9, "LocatorTable"),
    /** Its other copy. */
    LOCATOR_TABLE_BACKUP(10, "LocatorTableBackup"),
    /** Hashes of the blocks of {@link #FIRMWARE}. */
    BLOCK_HASHES(11, "BlockHashes"),
    /** Hashes of the blocks of {@link #BACKUPS}. */
    BLOCK_HASHES_BACKUP(12, "BlockHashesBackup"),
    /** Which images boot. */
    BOOT_MANIFEST(13, "BootManifest"),
    /** Its other copy. */
    BOOT_MANIFEST_BACKUP(14, "BootManifestBackup"),
    /** What waits to be told. */
    TELEMETRY_STORAGE(15, "TelemetryStorage"),
    /** A range that erasure coding protects. */
    EC_RUNTIME_PROTECTED_RANGE(0x4000, "EcRuntimeProtectedRange");

    private final int number;
    private final String text;

    PartitionType(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** Returns the u16 in locator tables and image manifests. */
    public int number() {
        return number;
    }

    /** Returns the name as Azure Sphere writes it. */
    @JsonValue
    public String text() {
        return text;
    }

    /** Finds a type by its number. */
    public static Optional<PartitionType> ofNumber(int number) {
        return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
    }
}
