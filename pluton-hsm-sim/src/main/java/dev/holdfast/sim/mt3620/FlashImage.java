package dev.holdfast.sim.mt3620;

import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.mt3620.boot.Bank;
import dev.holdfast.sim.mt3620.boot.Banks;
import dev.holdfast.sim.mt3620.boot.BootManifestStore;
import dev.holdfast.sim.mt3620.boot.ImageSet;
import dev.holdfast.sim.mt3620.boot.InstalledImage;
import dev.holdfast.sim.mt3620.boot.InstalledImage.Origin;
import dev.holdfast.sim.mt3620.boot.InstalledSet;
import dev.holdfast.sim.mt3620.flash.LocatorTable;
import dev.holdfast.sim.mt3620.flash.Pages;
import dev.holdfast.sim.mt3620.flash.PartitionMap;
import dev.holdfast.sim.mt3620.flash.SparseFlash;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The flash content from the factory: locator table, boot manifest, and two copies of every image. */
final class FlashImage {
    private FlashImage() {}

    /**
     * Makes the flash of a part.
     *
     * @throws IOException when the images do not fit or are for another part
     */
    static SparseFlash burn(ChipProfile profile, List<ImagePackage> images) throws IOException {
        SparseFlash flash = SparseFlash.erased(profile.flash());
        PartitionMap partitions = profile.partitionMap();
        new LocatorTable(flash).burn(partitions);
        Banks banks = new Banks(profile.flash(), partitions);
        List<ImagePackage> ordered = new ArrayList<>(images);
        ordered.sort(
                Comparator.comparingInt(image -> profile.rank(image.metadata().type())));
        if (!ordered.isEmpty() && profile.rank(ordered.getFirst().metadata().type()) < 0) {
            throw new IOException(ordered.getFirst().metadata().name() + " does not boot on " + profile.name());
        }
        List<InstalledImage> placed = banks.place(
                        ordered.stream().map(FlashImage::installed).toList())
                .orElseThrow(() -> new IOException("the images do not fit " + profile.name()));
        Pages pages = new Pages(flash);
        for (int i = 0; i < placed.size(); i++) {
            byte[] bytes = ordered.get(i).bytes();
            pages.write(banks.address(placed.get(i), Bank.A), bytes);
            if (!placed.get(i).type().belongsToCustomer()) {
                pages.write(banks.address(placed.get(i), Bank.B), bytes);
            }
        }
        new BootManifestStore(flash, partitions)
                .burn(new ImageSet(InstalledSet.NONE, Blob.of(new byte[0]), Bank.A, Bank.A, placed));
        return flash;
    }

    private static InstalledImage installed(ImagePackage image) {
        Measurement measured = image.measure();
        return new InstalledImage(
                measured.type(),
                measured.component(),
                measured.image(),
                measured.digest(),
                image.length(),
                0,
                Origin.RELEASED);
    }
}
