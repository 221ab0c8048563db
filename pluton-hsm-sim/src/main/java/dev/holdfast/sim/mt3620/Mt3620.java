package dev.holdfast.sim.mt3620;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.sim.hsm.Pluton;
import dev.holdfast.sim.mt3620.boot.BootLoader;
import dev.holdfast.sim.mt3620.boot.BootManifest;
import dev.holdfast.sim.mt3620.boot.BootManifestStore;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.boot.CapabilityStore;
import dev.holdfast.sim.mt3620.boot.InstalledImage;
import dev.holdfast.sim.mt3620.boot.InstalledSet;
import dev.holdfast.sim.mt3620.boot.PlutonRoot;
import dev.holdfast.sim.mt3620.boot.TrustedKeys;
import dev.holdfast.sim.mt3620.flash.FlashLog;
import dev.holdfast.sim.mt3620.flash.LocatorTable;
import dev.holdfast.sim.mt3620.flash.NorFlash;
import dev.holdfast.sim.mt3620.flash.Partition;
import dev.holdfast.sim.mt3620.flash.PartitionMap;
import dev.holdfast.sim.mt3620.guardian.Equipment;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.sim.mt3620.update.OpenOffer;
import dev.holdfast.sim.mt3620.update.OpenOffers;
import dev.holdfast.sim.mt3620.update.Sideload;
import dev.holdfast.sim.mt3620.update.Updater;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One chip in a directory: Pluton's files, {@code flash}, and {@code chip.yaml} with the profile of its part. Chips of
 * every part have the structure of an MT3620. Not safe for concurrent use.
 */
public final class Mt3620 {
    private static final String FLASH = "flash";
    private static final String PROFILE = "chip.yaml";

    private final Path directory;
    private final ChipProfile profile;
    private final Pluton pluton;
    private final PlutonRoot root;
    private final FlashLog flash;
    private final BootLoader loader;

    private Mt3620(Path directory, ChipProfile profile, Pluton pluton, FlashLog flash, Consumer<String> console) {
        this.directory = directory;
        this.profile = profile;
        this.pluton = pluton;
        this.root = new PlutonRoot(pluton);
        pluton.setEvidenceKind(profile.evidence(), Digest.sha256(profile.sku().getBytes(StandardCharsets.UTF_8)));
        this.flash = flash;
        this.loader = new BootLoader(root, flash, profile, console);
    }

    /**
     * Makes a chip of the part {@code mt3620}, see {@link #manufacture(Path, String, P256PublicKey, DebugState, List)}.
     */
    public static Mt3620 manufacture(
            Path directory, P256PublicKey operatingSystemKey, DebugState debug, List<ImagePackage> images)
            throws IOException {
        return manufacture(directory, Profiles.text("mt3620"), operatingSystemKey, debug, images);
    }

    /**
     * Makes a finalized chip ({@link ManufacturingState#DEVICE_COMPLETE}) and burns its flash.
     *
     * @param directory created if absent; must not hold a chip
     * @param profile text of the chip profile, see {@link Profiles#text}
     * @param operatingSystemKey trusted by the ROM
     * @param images keystore, certificate store and operating system
     * @throws IOException when the profile is invalid, the images do not fit, or a file cannot be written
     */
    public static Mt3620 manufacture(
            Path directory,
            String profile,
            P256PublicKey operatingSystemKey,
            DebugState debug,
            List<ImagePackage> images)
            throws IOException {
        ChipProfile part = Profiles.parse(profile);
        Files.createDirectories(directory);
        Pluton pluton = Pluton.manufacture(directory, operatingSystemKey, debug);
        Files.writeString(directory.resolve(PROFILE), profile);
        FlashLog flash = FlashLog.create(directory.resolve(FLASH), FlashImage.burn(part, images));
        pluton.fuses().advanceManufacturing(ManufacturingState.DEVICE_COMPLETE);
        return new Mt3620(directory, part, pluton, flash, Mt3620::ignoreConsole);
    }

    /**
     * Opens a chip without a boot.
     *
     * @throws IOException when the directory holds no chip or a damaged one
     */
    public static Mt3620 open(Path directory) throws IOException {
        return open(directory, Mt3620::ignoreConsole);
    }

    /**
     * Opens a chip without a boot.
     *
     * @param console receives the lines of the debug UART
     * @throws IOException when the directory holds no chip or a damaged one
     */
    public static Mt3620 open(Path directory, Consumer<String> console) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException("There is no chip in " + directory + ".");
        }
        return new Mt3620(
                directory,
                Profiles.ofChip(directory.resolve(PROFILE)),
                Pluton.open(directory),
                flash(directory),
                console);
    }

    static FlashLog flash(Path directory) throws IOException {
        return FlashLog.open(directory.resolve(FLASH));
    }

    private static void ignoreConsole(String line) {}

    /** Returns the directory of the chip. The device's software may keep files there. */
    public Path directory() {
        return directory;
    }

    public ChipProfile profile() {
        return profile;
    }

    /**
     * Reads the description of the guarded equipment from {@code equipment.yaml}; empty when the file does not exist.
     *
     * @throws IOException when the description is invalid
     */
    public Optional<Equipment> equipment() throws IOException {
        Path file = directory.resolve("equipment.yaml");
        return Files.exists(file) ? Optional.of(Equipment.read(file)) : Optional.empty();
    }

    public Pluton pluton() {
        return pluton;
    }

    /** Returns the images of the boot manifest, including the previous images, to which a failed update returns. */
    public List<InstalledImage> storedImages() {
        return new LocatorTable(flash)
                .find()
                .flatMap(found -> new BootManifestStore(flash, found.partitions()).read())
                .map(BootManifestStore.Stored::manifest)
                .map(manifest -> Stream.concat(Stream.of(manifest.current()), manifest.previous().stream())
                        .flatMap(set -> set.images().stream())
                        .toList())
                .orElse(List.of());
    }

    /** Returns the names of the customer's images that the last boot started, such as {@code toaster-app 1.1.0}. */
    public List<String> runningApplications() {
        return new LocatorTable(flash)
                .find()
                .map(found -> RunningApplications.names(flash, found.partitions(), pluton))
                .orElse(List.of());
    }

    /** Returns whether the chip stores networks, in the partition of the capability file after the file. */
    public boolean remembersNetworks() {
        Partition partition = profile.partitionMap().get(PartitionType.NETWORK_CONFIG);
        int room = CapabilityStore.ROOM;
        return !isErased(flash.read(partition.address() + room, partition.length() - room));
    }

    private static boolean isErased(byte[] content) {
        for (byte value : content) {
            if (value != NorFlash.ERASED) {
                return false;
            }
        }
        return true;
    }

    /** Returns the manifest set in use; none as manufactured, or without a valid boot manifest. */
    public InstalledSet installedSet() {
        return set(it -> it.current().set());
    }

    /** Returns the version of the manifest set in use; 0 for none. */
    public long manifestVersion() {
        return installedSet().version();
    }

    /** Returns the version of the last failed manifest set, or 0 if none. */
    public long failedManifestVersion() {
        return set(BootManifest::failed).version();
    }

    private InstalledSet set(Function<BootManifest, InstalledSet> of) {
        return new LocatorTable(flash)
                .find()
                .flatMap(found -> new BootManifestStore(flash, found.partitions()).read())
                .map(stored -> of.apply(stored.manifest()))
                .orElse(InstalledSet.NONE);
    }

    /**
     * Boots. If images on trial do not boot, or booted too often without {@link #confirm}, restores and boots the
     * previous images. The outcome is reported at each boot until {@code confirm}.
     */
    public BootOutcome boot() throws IOException {
        return loader.boot();
    }

    /**
     * Ends an update's trial once its outcome is recorded. Burns the anti-rollback fuses to the booted versions, so
     * that nothing older boots, and updates the backups. May also be called without an update on trial.
     */
    public void confirm() throws IOException {
        loader.confirm();
    }

    /** Restores the backup of the operating system if a download that is not offered any more is there. */
    public void giveUpDownload() throws IOException {
        loader.giveUpDownload();
    }

    /** Ends an update's trial without confirming it: the next boot returns to the previous images. */
    public void abandonTrial() throws IOException {
        loader.abandonTrial();
    }

    /**
     * Starts a servicing session: enables the capabilities of a file until the next boot and stores nothing.
     *
     * @return whether the file is signed and for this chip; if not, nothing changes
     */
    public boolean applyCapabilities(Blob file) {
        return root.presentCapabilities(file);
    }

    /**
     * Installs a capability file: enables its capabilities now and at each boot. A file without capabilities removes
     * them.
     *
     * @return whether the file is signed and for this chip; if not, nothing changes
     */
    public boolean installCapabilities(Blob file) throws IOException {
        if (!root.presentCapabilities(file)) {
            return false;
        }
        PartitionMap partitions = new LocatorTable(flash).find().orElseThrow().partitions();
        new CapabilityStore(flash, partitions).install(file);
        return true;
    }

    /** Returns the stored offer of a deferrable update; empty when there was none. */
    public Optional<OpenOffer> openOffer() {
        return new LocatorTable(flash).find().flatMap(found -> new OpenOffers(flash, found.partitions()).latest());
    }

    /** Stores the offer of a deferrable update, so that it survives a restart. */
    public void saveOpenOffer(OpenOffer offer) throws IOException {
        PartitionMap partitions = new LocatorTable(flash).find().orElseThrow().partitions();
        new OpenOffers(flash, partitions).save(offer);
    }

    /** Returns the updater, with the keystore of this boot. */
    public Updater updater(TrustedKeys keystore, InstantSource clock) {
        return new Updater(root, flash, profile, keystore, clock);
    }

    /** Returns the sideloader of developers' images, with the keystore of this boot. */
    public Sideload sideload(TrustedKeys keystore) {
        return new Sideload(root, flash, profile, keystore);
    }
}
