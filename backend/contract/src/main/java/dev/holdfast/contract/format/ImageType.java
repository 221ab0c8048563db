package dev.holdfast.contract.format;

import java.util.Arrays;
import java.util.Optional;

/**
 * The 24 image types with their on-image number and the name that the Azure Sphere REST API gives them. Names and
 * numbers are Azure Sphere's own (REST API version 2024-04-01; image metadata section {@code ID}).
 */
public enum ImageType {
    /** Not an image type. */
    INVALID(0, "InvalidImageType"),
    /** First boot loader. */
    ONE_BL(1, "OneBl"),
    /** Pluton's own runtime. */
    PLUTON_RUNTIME(2, "PlutonRuntime"),
    /** Firmware of the Wi-Fi core. */
    WIFI_FIRMWARE(3, "WifiFirmware"),
    /** The monitor of the secure world. */
    SECURITY_MONITOR(4, "SecurityMonitor"),
    /** Loader of the normal world. */
    NORMAL_WORLD_LOADER(5, "NormalWorldLoader"),
    /** Device tree. */
    NORMAL_WORLD_DTB(6, "NormalWorldDtb"),
    /** Linux kernel. */
    NORMAL_WORLD_KERNEL(7, "NormalWorldKernel"),
    /** Root file system. */
    ROOT_FS(8, "RootFs"),
    /** System services. */
    SERVICES(9, "Services"),
    /** A customer's application. */
    APPLICATIONS(10, "Applications"),
    /** Firmware configuration; capability files have this type. */
    FW_CONFIG(13, "FwConfig"),
    /** Boot manifest. */
    BOOT_MANIFEST(16, "BootManifest"),
    /** Normal-world file system. */
    NWFS(17, "Nwfs"),
    /** Public keys that images may be signed with. */
    TRUSTED_KEYSTORE(19, "TrustedKeystore"),
    /** Policy. */
    POLICY(20, "Policy"),
    /** A customer's board configuration. */
    CUSTOMER_BOARD_CONFIG(21, "CustomerBoardConfig"),
    /** Certificates for update connections. */
    UPDATE_CERT_STORE(22, "UpdateCertStore"),
    /** Manifest of keystore and certificate store. */
    BASE_SYSTEM_UPDATE_MANIFEST(23, "BaseSystemUpdateManifest"),
    /** Manifest of the operating system. */
    FIRMWARE_UPDATE_MANIFEST(24, "FirmwareUpdateManifest"),
    /** Manifest of a customer's images. */
    CUSTOMER_UPDATE_MANIFEST(25, "CustomerUpdateManifest"),
    /** Manifest of a recovery set. */
    RECOVERY_MANIFEST(26, "RecoveryManifest"),
    /** Set of manifests. */
    MANIFEST_SET(27, "ManifestSet"),
    /** Anything else. */
    OTHER(28, "Other");

    private final int number;
    private final String apiName;

    ImageType(int number, String apiName) {
        this.number = number;
        this.apiName = apiName;
    }

    /** Returns the u16 in an image's {@code ID} metadata section. */
    public int number() {
        return number;
    }

    /** Returns the name in the REST API. */
    public String apiName() {
        return apiName;
    }

    /** Finds a type by its on-image number. */
    public static Optional<ImageType> ofNumber(int number) {
        return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
    }

    /** Finds a type by its name in the REST API. */
    public static Optional<ImageType> ofApiName(String name) {
        return Arrays.stream(values()).filter(type -> type.apiName.equals(name)).findFirst();
    }

    /** Returns whether a customer uploads and deploys images of this type (the rest belongs to the operating system). */
    public boolean belongsToCustomer() {
        return this == APPLICATIONS || this == CUSTOMER_BOARD_CONFIG;
    }
}
