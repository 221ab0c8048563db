package dev.holdfast.sim.mt3620;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.sim.mt3620.boot.Bank;
import dev.holdfast.sim.mt3620.boot.Banks;
import dev.holdfast.sim.mt3620.boot.BootManifestStore;
import dev.holdfast.sim.mt3620.boot.ImageSet;
import dev.holdfast.sim.mt3620.boot.InstalledImage;
import dev.holdfast.sim.mt3620.flash.FlashLog;
import dev.holdfast.sim.mt3620.flash.LocatorTable;
import dev.holdfast.sim.mt3620.flash.PartitionMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Simulates an attacker with a clip on the flash pins of a chip without power. The attacker can read and program all of
 * flash, but has no key to sign images.
 */
public final class FlashClip {
    /** Number of bytes that {@link #alter} clears. */
    private static final int ALTERED = 16;

    private final FlashLog flash;

    private FlashClip(FlashLog flash) {
        this.flash = flash;
    }

    /**
     * Attaches the clip.
     *
     * @param chip folder of the chip; no device may run from it
     */
    public static FlashClip on(Path chip) throws IOException {
        return new FlashClip(Mt3620.flash(chip));
    }

    /**
     * Clears bits in the middle of the first image of a type, and in its backup. A customer's image has no backup.
     *
     * @throws IOException when there is no such image
     */
    public void alter(ImageType type) throws IOException {
        PartitionMap partitions = new LocatorTable(flash)
                .find()
                .orElseThrow(() -> new IOException("the flash has no locator table"))
                .partitions();
        ImageSet set = new BootManifestStore(flash, partitions)
                .read()
                .orElseThrow(() -> new IOException("the flash has no boot manifest"))
                .manifest()
                .current();
        InstalledImage image = set.ofType(type).stream()
                .findFirst()
                .orElseThrow(() -> new IOException("the flash has no " + type.apiName()));
        Banks banks = new Banks(flash.geometry(), partitions);
        for (Bank bank : type.belongsToCustomer() ? List.of(set.bank(type)) : List.of(Bank.values())) {
            clear(banks.address(image, bank) + image.length() / 2);
        }
    }

    /**
     * Writes to an erased part of a partition, such as stored networks.
     *
     * @param offset offset from the start of the partition; {@code content} stays within one page
     * @throws IOException when there is no such partition
     */
    public void write(PartitionType type, int offset, byte[] content) throws IOException {
        PartitionMap partitions = new LocatorTable(flash)
                .find()
                .orElseThrow(() -> new IOException("the flash has no locator table"))
                .partitions();
        flash.program(partitions.get(type).address() + offset, content);
    }

    /** Clears bytes at an address, or just before it if they would cross the end of a page. */
    private void clear(int address) throws IOException {
        int page = flash.geometry().pageSize();
        int begin = Math.min(address, address / page * page + page - ALTERED);
        flash.program(begin, new byte[ALTERED]);
    }
}
