package dev.holdfast.sim.mt3620.update;

import dev.holdfast.contract.format.AbiVersion;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.sim.mt3620.boot.Banks;
import dev.holdfast.sim.mt3620.boot.BootManifest;
import dev.holdfast.sim.mt3620.boot.BootManifestStore;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.boot.ImageSet;
import dev.holdfast.sim.mt3620.boot.InstalledImage;
import dev.holdfast.sim.mt3620.boot.InstalledImage.Origin;
import dev.holdfast.sim.mt3620.boot.RootOfTrust;
import dev.holdfast.sim.mt3620.boot.Signatures;
import dev.holdfast.sim.mt3620.boot.TrustedKeys;
import dev.holdfast.sim.mt3620.flash.LocatorTable;
import dev.holdfast.sim.mt3620.flash.NorFlash;
import dev.holdfast.sim.mt3620.flash.Pages;
import dev.holdfast.sim.mt3620.flash.Partition;
import dev.holdfast.sim.mt3620.flash.PartitionMap;
import dev.holdfast.sim.mt3620.profile.BootStage;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Places for images in flash, in use or staged. Only the content of a slot shows whether the slot is complete. So
 * staging continues after an interrupted download. {@code BootLoader.confirm} writes the operating system's backup over its staged images,
 * unless one of them is the last download.
 */
final class Slots {
    private final RootOfTrust root;
    private final NorFlash flash;
    private final ChipProfile profile;
    private final Pages pages;
    private final Banks banks;
    private final BootManifestStore manifests;
    private final Partition log;

    Slots(RootOfTrust root, NorFlash flash, ChipProfile profile) {
        this.root = root;
        this.flash = flash;
        this.profile = profile;
        this.pages = new Pages(flash);
        PartitionMap partitions = new LocatorTable(flash).find().orElseThrow().partitions();
        this.log = partitions.get(PartitionType.LOG_STORAGE);
        this.banks = new Banks(flash.geometry(), partitions);
        this.manifests = new BootManifestStore(flash, partitions);
    }

    /** Returns the active manifest. Its images may be on trial. */
    BootManifestStore.Stored stored() {
        return manifests.read().orElseThrow();
    }

    /**
     * Returns the active manifest.
     *
     * @throws UpdateRefusedException when the outcome of an update is not recorded yet
     */
    BootManifest confirmedManifest() throws UpdateRefusedException {
        BootManifestStore.Stored stored = stored();
        if (stored.change() != BootOutcome.Change.NONE) {
            throw new UpdateRefusedException(
                    Reason.UPDATE_IN_PROGRESS,
                    stored.manifest().current().manifestVersion(),
                    "the outcome of the last update is not recorded yet");
        }
        return stored.manifest();
    }

    TargetSet target(ImageSet current) {
        return new TargetSet(profile, banks, current);
    }

    /** Returns the images of {@code target} with another address than now. */
    List<InstalledImage> moving(ImageSet current, ImageSet target) {
        return target.images().stream()
                .filter(image -> target.bank(image.type()) != current.bank(image.type()))
                .toList();
    }

    /**
     * Returns the keys of which one must have signed an image of a set; none if the manifest set is not signed by the keystore's set key.
     *
     * @param keystore keystore with which the image will boot; empty while it is unknown
     */
    List<P256PublicKey> keys(ImageSet set, InstalledImage image, Optional<TrustedKeys> keystore) {
        boolean rom = profile.stage(image.type())
                .filter(stage -> stage.key() == BootStage.SigningKey.ROM)
                .isPresent();
        if (rom) {
            return List.of(root.romKey());
        }
        if (image.origin() == Origin.SIDELOADED) {
            return keystore.flatMap(TrustedKeys::developmentKey).stream().toList();
        }
        if (!image.type().belongsToCustomer()) {
            return keystore.map(TrustedKeys::operatingSystemKey).stream().toList();
        }
        try {
            return keystore.isPresent() ? set.imageKeys(keystore.get().setKey()) : List.of();
        } catch (FormatException e) {
            return List.of();
        }
    }

    /** Reads an image of a set; empty when the slot holds another image, or one without the required signature. */
    Optional<ImagePackage> read(ImageSet set, InstalledImage image, Optional<TrustedKeys> keystore) {
        return read(set, image, keys(set, image, keystore));
    }

    private Optional<ImagePackage> read(ImageSet set, InstalledImage image, List<P256PublicKey> keys) {
        try {
            byte[] bytes = flash.read(banks.address(image, set.bank(image.type())), image.length());
            return Optional.of(Signatures.verify(bytes, keys))
                    .filter(found -> found.measuredDigest().equals(image.digest()));
        } catch (FormatException e) {
            return Optional.empty();
        }
    }

    /** Returns the customers' images in use that were sideloaded or that one of {@code imageKeys} signed. */
    List<InstalledImage> customersSignedBy(ImageSet current, List<P256PublicKey> imageKeys) {
        return current.customers().stream()
                .filter(image -> image.origin() == Origin.SIDELOADED
                        || read(current, image, imageKeys).isPresent())
                .toList();
    }

    /** Returns an image that moves, from its current address. */
    Optional<ImagePackage> source(ImageSet current, InstalledImage image, TrustedKeys keystore) {
        return current.images().stream()
                .filter(present -> present.digest().equals(image.digest()))
                .findFirst()
                .flatMap(present -> read(current, present, Optional.of(keystore)));
    }

    /** Records that the images in use belong to another manifest set. Images and banks do not change. */
    void recordManifestSet(ImageSet set) throws IOException {
        manifests.recordManifestSet(set);
    }

    /** Ensures that no copy of the boot manifest refers to the unused banks, so that they can be overwritten. */
    void prepare() throws IOException {
        manifests.synchronize();
    }

    /** Returns the download of an image to its slot in a set; empty when it cannot be resumed. */
    Optional<ImageDownload> download(ImageSet set, InstalledImage image) {
        return ImageDownload.of(this, flash, log, image, banks.address(image, set.bank(image.type())));
    }

    /** Writes an image to its slot in a set. */
    void write(ImageSet set, InstalledImage image, ImagePackage content) throws IOException {
        pages.write(banks.address(image, set.bank(image.type())), content.bytes());
    }

    /**
     * Copies unchanged images to their new slots, reads every image back, and puts all of them on trial.
     *
     * @param next keystore of the new images
     * @param present keystore of the images in use
     * @throws UpdateRefusedException when an image is missing or invalid, or needs a higher version of an interface
     */
    void install(long version, ImageSet target, TrustedKeys next, TrustedKeys present)
            throws UpdateRefusedException, IOException {
        ImageSet current = confirmedManifest().current();
        prepare();
        for (InstalledImage image : moving(current, target)) {
            if (read(target, image, Optional.of(next)).isEmpty()) {
                Optional<ImagePackage> source = source(current, image, present);
                if (source.isPresent()) {
                    write(target, image, source.get());
                }
            }
        }
        Interfaces interfaces = new Interfaces();
        for (InstalledImage image : target.images()) {
            ImagePackage staged = read(target, image, Optional.of(next))
                    .orElseThrow(() -> new UpdateRefusedException(
                            Reason.NOT_STAGED,
                            version,
                            "image " + image.image() + " is not staged, or not signed by a key of the new keystore"));
            interfaces.add(staged.metadata());
        }
        Optional<AbiVersion> missing = interfaces.missing();
        if (missing.isPresent()) {
            throw new UpdateRefusedException(
                    Reason.ABI_NOT_PROVIDED,
                    version,
                    "no image provides version " + missing.get().version() + " of interface "
                            + missing.get().identity());
        }
        manifests.install(target);
    }
}
