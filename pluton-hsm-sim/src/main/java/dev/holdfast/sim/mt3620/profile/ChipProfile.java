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
 * The properties of a part. Sizes are in bytes.
 *
 * @param name lower-case, as in the file name
 * @param description one sentence
 * @param sku order number of the manufacturer
 * @param evidence kind of evidence of its root of trust: {@code pluton} (the default) or {@code psa}
 * @param memory memory besides flash
 * @param flash sizes of the flash part
 * @param partitions partitions in flash
 * @param applicationQuota total size of a customer's applications, without board configuration
 * @param bootAttempts boots of an unconfirmed update until the chip returns to the previous images
 * @param longestDeferral maximum deferral of an update, see {@link Deferrals}
 * @param boot the boot chain, in order
 * @param components components of an operating system release for this part, in order of boot
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
        requireEqualBackups(map);
        if (map.get(PartitionType.LOCATOR_TABLE).address() != 0
                || map.get(PartitionType.LOCATOR_TABLE_BACKUP).address() != flash.sectorSize()) {
            throw new IllegalArgumentException("the locator table must be in the first two sectors");
        }
        if (map.get(PartitionType.LOG_STORAGE).length() < 2 * flash.sectorSize()) {
            throw new IllegalArgumentException("LogStorage must have at least two sectors");
        }
        if (applicationQuota <= 0
                || applicationQuota > map.get(PartitionType.APPLICATIONS).length() / 2) {
            throw new IllegalArgumentException("half of Applications is smaller than the quota");
        }
        if (bootAttempts < 1 || bootAttempts > MAX_ATTEMPTS) {
            throw new IllegalArgumentException("boot attempts must be 1 to " + MAX_ATTEMPTS);
        }
        requireBootable(boot, components);
    }

    private static void requireEqualBackups(PartitionMap map) {
        if (map.get(PartitionType.FIRMWARE).length()
                        != map.get(PartitionType.BACKUPS).length()
                || map.get(PartitionType.BOOTLOADER_ONE).length()
                        != map.get(PartitionType.BOOTLOADER_ONE_BACKUP).length()
                || map.get(PartitionType.BOOT_MANIFEST).length()
                        != map.get(PartitionType.BOOT_MANIFEST_BACKUP).length()) {
            throw new IllegalArgumentException("a partition and its backup must have the same length");
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
            throw new IllegalArgumentException("the boot order needs a trusted keystore and a certificate store");
        }
        boolean trusted = false;
        for (BootStage stage : boot) {
            if (stage.key() == BootStage.SigningKey.KEYSTORE && !trusted) {
                throw new IllegalArgumentException(stage.type().apiName() + " needs the keystore before it is loaded");
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
     * Memory besides flash.
     *
     * @param ram total
     * @param highLevelApplications share for applications on the application core
     * @param perRealTimeCore share of each real-time core
     * @param realTimeCores number of real-time cores
     */
    public record Memory(
            @JsonProperty(required = true) long ram,
            @JsonProperty(required = true) long highLevelApplications,
            @JsonProperty(required = true) long perRealTimeCore,
            @JsonProperty(required = true) int realTimeCores) {}

    /**
     * Limits of deferral, from the moment when the device learns of an update.
     *
     * @param system maximum for updates of the operating system
     * @param application maximum for updates of applications
     */
    public record Deferrals(
            @JsonProperty(required = true) Duration system,
            @JsonProperty(required = true) Duration application) {
        public Deferrals {
            if (system.isNegative() || application.isNegative()) {
                throw new IllegalArgumentException("a deferral must not be negative");
            }
        }
    }

    /**
     * A component of an operating system release.
     *
     * @param type its image type
     * @param name permanent; the component's GUID is derived from it
     * @param size size of its image on a real chip, in bytes
     */
    public record Component(
            @JsonProperty(required = true) ImageType type,
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) int size) {}

    public PartitionMap partitionMap() {
        return new PartitionMap(flash, partitions);
    }

    /** Returns the boot stage of this image type; empty when the part does not boot it. */
    public Optional<BootStage> stage(ImageType type) {
        return boot.stream().filter(stage -> stage.type() == type).findFirst();
    }

    /** Returns the position of this image type in the boot order, from 0; -1 when the part does not boot it. */
    public int rank(ImageType type) {
        return boot.stream().map(BootStage::type).toList().indexOf(type);
    }
}
