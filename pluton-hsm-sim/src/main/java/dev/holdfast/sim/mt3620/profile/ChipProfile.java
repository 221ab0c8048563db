package dev.holdfast.sim.mt3620.profile;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.contract.format.EvidenceKind;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.sim.mt3620.flash.FlashGeometry;
import dev.holdfast.sim.mt3620.flash.Partition;
import dev.holdfast.sim.mt3620.flash.PartitionMap;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What distinguishes one part from another. Sizes are in bytes.
 *
 * @param name lower-case, as in the file's name
 * @param description one sentence
 * @param sku how the manufacturer orders it
 * @param evidence which kind its root of trust makes: {@code pluton}, which a file need not say, or {@code psa}
 * @param memory what it has beside flash
 * @param flash sizes of the flash part
 * @param partitions what lies where in flash
 * @param applicationQuota what a customer's applications may take together; board configuration does not count
 * @param bootAttempts how often an update may boot without being confirmed before the chip returns to what was before
 * @param longestDeferral for how long an application may put an update off, see {@link Deferrals}
 * @param boot the boot chain, in order
 * @param components what an operating system release for this part consists of, in the order of boot
 */
public record ChipProfile(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String description,
        @JsonProperty(required = true) String sku,
        @JsonProperty(required = true) EvidenceKind evidence,
        @JsonProperty(required = true) Memory memory,
        @JsonProperty(required = true) FlashGeometry flash,
        @JsonProperty(required = true) List<Partition> partitions,
        @JsonProperty(required = true) int applicationQuota,
        @JsonProperty(required = true) int bootAttempts,
        @JsonProperty(required = true) Deferrals longestDeferral,
        @JsonProperty(required = true) List<BootStage> boot,
        @JsonProperty(required = true) List<Component> components) {
    private static final Set<PartitionType> REQUIRED = Set.of(
            PartitionType.LOCATOR_TABLE,
            PartitionType.LOCATOR_TABLE_BACKUP,
            PartitionType.BOOT_MANIFEST,
            PartitionType.BOOT_MANIFEST_BACKUP,
            PartitionType.BOOTLOADER_ONE,
            PartitionType.BOOTLOADER_ONE_BACKUP,
            PartitionType.FIRMWARE,
            PartitionType.BACKUPS,
            PartitionType.APPLICATIONS,
            PartitionType.NETWORK_CONFIG,
            PartitionType.LOG_STORAGE);
    private static final int MAX_ATTEMPTS = 16;

    /** Checks that such a chip can be made and can boot. */
    public ChipProfile {
        partitions = List.copyOf(partitions);
        boot = List.copyOf(boot);
        components = List.copyOf(components);
        PartitionMap map = new PartitionMap(flash, partitions);
        REQUIRED.forEach(map::get);
        requireTwins(map);
        if (map.get(PartitionType.LOCATOR_TABLE).address() != 0
                || map.get(PartitionType.LOCATOR_TABLE_BACKUP).address() != flash.sectorSize()) {
            throw new IllegalArgumentException("the ROM finds the locator table in the first sector and the second");
        }
        if (map.get(PartitionType.LOG_STORAGE).length() < 2 * flash.sectorSize()) {
            throw new IllegalArgumentException("LogStorage has two sectors at least");
        }
        if (applicationQuota <= 0
                || applicationQuota > map.get(PartitionType.APPLICATIONS).length() / 2) {
            throw new IllegalArgumentException("half of Applications is smaller than the quota");
        }
        if (bootAttempts < 1 || bootAttempts > MAX_ATTEMPTS) {
            throw new IllegalArgumentException("boot attempts are 1 to " + MAX_ATTEMPTS);
        }
        requireBootable(boot, components);
    }

    private static void requireTwins(PartitionMap map) {
        if (map.get(PartitionType.FIRMWARE).length()
                        != map.get(PartitionType.BACKUPS).length()
                || map.get(PartitionType.BOOTLOADER_ONE).length()
                        != map.get(PartitionType.BOOTLOADER_ONE_BACKUP).length()
                || map.get(PartitionType.BOOT_MANIFEST).length()
                        != map.get(PartitionType.BOOT_MANIFEST_BACKUP).length()) {
            throw new IllegalArgumentException("a partition and its backup have the same length");
        }
    }

    private static void requireBootable(List<BootStage> boot, List<Component> components) {
        Set<ImageType> types = new HashSet<>();
        for (BootStage stage : boot) {
            if (!types.add(stage.type())) {
                throw new IllegalArgumentException(stage.type().apiName() + " appears twice in the boot order");
            }
        }
        if (!types.containsAll(Set.of(ImageType.TRUSTED_KEYSTORE, ImageType.UPDATE_CERT_STORE))) {
            throw new IllegalArgumentException("a chip boots with a trusted keystore and a certificate store");
        }
        boolean trusted = false;
        for (BootStage stage : boot) {
            if (stage.key() == BootStage.SigningKey.KEYSTORE && !trusted) {
                throw new IllegalArgumentException(stage.type().apiName() + " needs the keystore before it is there");
            }
            trusted |= stage.type() == ImageType.TRUSTED_KEYSTORE;
        }
        for (Component component : components) {
            if (!types.contains(component.type())) {
                throw new IllegalArgumentException("component " + component.name() + " never boots");
            }
        }
    }

    /**
     * Memory beside flash.
     *
     * @param ram all of it
     * @param highLevelApplications of which applications on the application core get so much
     * @param perRealTimeCore of which each real-time core has so much
     * @param realTimeCores how many there are
     */
    public record Memory(
            @JsonProperty(required = true) long ram,
            @JsonProperty(required = true) long highLevelApplications,
            @JsonProperty(required = true) long perRealTimeCore,
            @JsonProperty(required = true) int realTimeCores) {}

    /**
     * Limits of deferral, counted from the moment at which the device learns of an update.
     *
     * @param system for updates of the operating system
     * @param application for updates of applications
     */
    public record Deferrals(
            @JsonProperty(required = true) Duration system,
            @JsonProperty(required = true) Duration application) {
        /** Checks the signs. */
        public Deferrals {
            if (system.isNegative() || application.isNegative()) {
                throw new IllegalArgumentException("a deferral is not negative");
            }
        }
    }

    /**
     * A component of an operating system release.
     *
     * @param type its image type
     * @param name fixed for ever; the component's GUID is made of it
     * @param size of its image on a real part, in bytes
     */
    public record Component(
            @JsonProperty(required = true) ImageType type,
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) int size) {}

    /** Returns what lies where. */
    public PartitionMap partitionMap() {
        return new PartitionMap(flash, partitions);
    }

    /** Returns the step in which images of this type boot; empty when they do not boot on this part. */
    public Optional<BootStage> stage(ImageType type) {
        return boot.stream().filter(stage -> stage.type() == type).findFirst();
    }

    /** Returns when images of this type boot, counted from 0; -1 when they do not boot on this part. */
    public int rank(ImageType type) {
        return boot.stream().map(BootStage::type).toList().indexOf(type);
    }
}
