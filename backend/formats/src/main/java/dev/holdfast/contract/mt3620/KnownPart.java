package dev.holdfast.contract.mt3620;

import java.util.Arrays;
import java.util.Optional;

/** Chip models whose flash is known. Installations can have others. */
public enum KnownPart {
    /** MediaTek MT3620. */
    MT3620AN("MT3620AN", 0x10_0000, 0x68_0000),
    /** A part of the i.MX 8 class. */
    IMX8_CLASS("IMX8-CLASS", 0x80_0000, 0x160_0000);

    private final String sku;
    private final int applicationQuota;
    private final int largestPartition;

    /** Creates a part: SKU, and lengths in bytes. */
    KnownPart(String sku, int applicationQuota, int largestPartition) {
        this.sku = sku;
        this.applicationQuota = applicationQuota;
        this.largestPartition = largestPartition;
    }

    /** Finds a part by its SKU. */
    public static Optional<KnownPart> ofSku(String sku) {
        return Arrays.stream(values()).filter(part -> part.sku.equals(sku)).findFirst();
    }

    /** Returns the SKU, as in endorsements. */
    public String sku() {
        return sku;
    }

    /** Returns the total length of a customer's applications, in bytes. */
    public int applicationQuota() {
        return applicationQuota;
    }

    /** Returns the length of the largest partition, in bytes. */
    public int largestPartition() {
        return largestPartition;
    }
}
