package dev.holdfast.contract.format;

import java.util.Arrays;
import java.util.Optional;

/**
 * The 24 known image types. Each has three of Azure Sphere's identifiers: the u16 in the metadata of images
 * ({@link #number()}), the name in the REST API of 2024-04-01 ({@link #apiName()}), and the number in the older public
 * API ({@link #legacyNumber()}). The two numbers are unrelated.
 */
public enum ImageType implements ImageKind {
    /** Not an image type. */
    INVALID(0, 7, "InvalidImageType"),
    /** First boot loader. */
    ONE_BL(1, 13, "OneBl"),
    /** Pluton's runtime. */
    PLUTON_RUNTIME(2, 15, "PlutonRuntime"),
    /** Firmware of the Wi-Fi core. */
    WIFI_FIRMWARE(3, 23, "WifiFirmware"),
    /** Security monitor of the secure world. */
    SECURITY_MONITOR(4, 19, "SecurityMonitor"),
    /** Loader of the normal world. */
    NORMAL_WORLD_LOADER(5, 11, "NormalWorldLoader"),
    /** Device tree. */
    NORMAL_WORLD_DTB(6, 9, "NormalWorldDtb"),
    /** Linux kernel. */
    NORMAL_WORLD_KERNEL(7, 10, "NormalWorldKernel"),
    /** Root file system. */
    ROOT_FS(8, 18, "RootFs"),
    /** System services. */
    SERVICES(9, 20, "Services"),
    /** A customer's application. */
    APPLICATIONS(10, 0, "Applications"),
    /** Firmware configuration; capability files have this type. */
    FW_CONFIG(13, 6, "FwConfig"),
    /** Boot manifest. */
    BOOT_MANIFEST(16, 2, "BootManifest"),
    /** Normal-world file system. */
    NWFS(17, 12, "Nwfs"),
    /** Public keys that verify images. */
    TRUSTED_KEYSTORE(19, 21, "TrustedKeystore"),
    /** Policy. */
    POLICY(20, 16, "Policy"),
    /** A customer's board configuration. */
    CUSTOMER_BOARD_CONFIG(21, 3, "CustomerBoardConfig"),
    /** Certificates for update connections. */
    UPDATE_CERT_STORE(22, 22, "UpdateCertStore"),
    /** Manifest of keystore and certificate store. */
    BASE_SYSTEM_UPDATE_MANIFEST(23, 1, "BaseSystemUpdateManifest"),
    /** Manifest of the operating system. */
    FIRMWARE_UPDATE_MANIFEST(24, 5, "FirmwareUpdateManifest"),
    /** Manifest of a customer's images. */
    CUSTOMER_UPDATE_MANIFEST(25, 4, "CustomerUpdateManifest"),
    /** Manifest of a recovery set. */
    RECOVERY_MANIFEST(26, 17, "RecoveryManifest"),
    /** Set of manifests. */
    MANIFEST_SET(27, 8, "ManifestSet"),
    /** Any other type. */
    OTHER(28, 14, "Other");

    private final int number;
    private final int legacyNumber;
    private final String apiName;

    /** Creates a type: number in metadata, number in the older API, name in the REST API. */
    ImageType(int number, int legacyNumber, String apiName) {
        this.number = number;
        this.legacyNumber = legacyNumber;
        this.apiName = apiName;
    }

    /** Returns the u16 in an image's {@code ID} metadata section. */
    @Override
    public int number() {
        return number;
    }

    /** Returns the name in the REST API. */
    public String apiName() {
        return apiName;
    }

    /** Returns the number in the older public API (v2). */
    public int legacyNumber() {
        return legacyNumber;
    }

    /** Finds a type by its number in metadata. */
    public static Optional<ImageType> ofNumber(int number) {
        return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
    }

    /** Finds a type by its number in the older public API (v2). */
    public static Optional<ImageType> ofLegacyNumber(int number) {
        return Arrays.stream(values())
                .filter(type -> type.legacyNumber == number)
                .findFirst();
    }

    /** Finds a type by its name in the REST API. */
    public static Optional<ImageType> ofApiName(String name) {
        return Arrays.stream(values()).filter(type -> type.apiName.equals(name)).findFirst();
    }

    /** Returns whether customers upload and deploy images of this type. The others belong to the operating system. */
    public boolean belongsToCustomer() {
        return this == APPLICATIONS || this == CUSTOMER_BOARD_CONFIG;
    }
}
