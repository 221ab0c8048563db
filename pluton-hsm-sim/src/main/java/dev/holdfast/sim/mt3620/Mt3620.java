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
import java.util.stream.Stream;

/**
 * One chip in a directory of its own: Pluton's files, {@code flash} and {@code chip.yaml}, the profile of its part. It is
 * built as an MT3620 is, whatever its part. A device boots, is used, and after an update boots again; not safe for use by
 * several threads at once, as a device does one thing at a time.
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
        pluton.attestAs(profile.evidence(), Digest.sha256(profile.sku().getBytes(StandardCharsets.UTF_8)));
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
     * Makes a chip and burns its flash, finalized ({@link ManufacturingState#DEVICE_COMPLETE}).
     *
     * @param directory must not hold a chip yet; made if absent
     * @param profile the text of its part's profile, see {@link Profiles#text}
     * @param operatingSystemKey what the ROM trusts
     * @param images the keystore, the certificate store and the operating system
     * @throws IOException when the profile is none, the images do not fit, or a file cannot be written
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
        return new Mt3620(directory, part, pluton, flash, Mt3620::unwatched);
    }

    /**
     * Opens a chip, without booting it.
     *
     * @throws IOException when the directory holds no chip or a damaged one
     */
    public static Mt3620 open(Path directory) throws IOException {
        return open(directory, Mt3620::unwatched);
    }

    /**
     * Opens a chip, without booting it.
     *
     * @param console takes the lines that a debug UART would show
     * @throws IOException when the directory holds no chip or a damaged one
     */
    public static Mt3620 open(Path directory, Consumer<String> console) throws IOException {
        return new Mt3620(
                directory,
                Profiles.ofChip(directory.resolve(PROFILE)),
                Pluton.open(directory),
                flash(directory),
                console);
    }

    /** Opens the flash of a chip. */
    static FlashLog flash(Path directory) throws IOException {
        return FlashLog.open(directory.resolve(FLASH));
    }

    private static void unwatched(String line) {}

    /** Returns where the chip keeps its state; a device's software may keep its own files there. */
    public Path directory() {
        return directory;
    }

    /** Returns the profile of its part. */
    public ChipProfile profile() {
        return profile;
    }

    /**
     * Returns the equipment that this chip guards, as {@code equipment.yaml} in its directory describes it; empty when it
     * guards none.
     *
     * @throws IOException when the description is not well-formed
     */
    public Optional<Equipment> equipment() throws IOException {
        Path file = directory.resolve("equipment.yaml");
        return Files.exists(file) ? Optional.of(Equipment.read(file)) : Optional.empty();
    }

    /** Returns the root of trust. */
    public Pluton pluton() {
        return pluton;
    }

    /** Returns the images that the boot manifest names, those to return to after a failed update among them. */
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

    /** Returns whether anything is stored where networks are kept: behind the capability file, which shares the partition. */
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

    /** Returns the version of the manifest set in use; 0 as manufactured, or when no boot manifest is whole. */
    public long manifestVersion() {
        return manifest(it -> it.current().manifestVersion());
    }

    /** Returns the version of the last manifest set that was given up; 0 when there is none. */
    public long failedManifestVersion() {
        return manifest(BootManifest::failedManifestVersion);
    }

    private long manifest(java.util.function.ToLongFunction<BootManifest> number) {
        return new LocatorTable(flash)
                .find()
                .flatMap(found -> new BootManifestStore(flash, found.partitions()).read())
                .map(stored -> number.applyAsLong(stored.manifest()))
                .orElse(0L);
    }

    /**
     * Boots. When images on trial do not boot, or have booted too often without {@link #settle}, those before them are put
     * back and booted instead. The outcome is reported at each boot until {@code settle}.
     */
    public BootOutcome boot() throws IOException {
        return loader.boot();
    }

    /**
     * Ends an update's trial once its outcome is on record, burns the anti-rollback fuses up to what has booted, so that
     * nothing older boots from now on, and brings backups up to date. Harmless when no update was open.
     */
    public void settle() throws IOException {
        loader.settle();
    }

    /**
     * Opens a servicing session: what a capability file allows is enabled until the next boot, and nothing of it stays.
     *
     * @return whether the file is for this chip and signed; if not, nothing changes
     */
    public boolean applyCapabilities(Blob file) {
        return root.presentCapabilities(file);
    }

    /**
     * Installs a capability file: what it allows is enabled now and at each boot. One that allows nothing takes away what
     * the one before it allowed.
     *
     * @return whether the file is for this chip and signed; if not, nothing changes
     */
    public boolean installCapabilities(Blob file) throws IOException {
        if (!root.presentCapabilities(file)) {
            return false;
        }
        PartitionMap partitions = new LocatorTable(flash).find().orElseThrow().partitions();
        new CapabilityStore(flash, partitions).install(file);
        return true;
    }

    /** Returns what the device noted of an update that may be put off; empty when it never did. */
    public Optional<OpenOffer> openOffer() {
        return new LocatorTable(flash).find().flatMap(found -> new OpenOffers(flash, found.partitions()).latest());
    }

    /** Notes what is to be known of an update that may be put off after a restart, whenever it comes. */
    public void note(OpenOffer offer) throws IOException {
        PartitionMap partitions = new LocatorTable(flash).find().orElseThrow().partitions();
        new OpenOffers(flash, partitions).note(offer);
    }

    /** Returns the updater that trusts what this boot trusts. */
    public Updater updater(TrustedKeys keystore, InstantSource clock) {
        return new Updater(root, flash, profile, keystore, clock);
    }

    /** Returns the way for a developer's images, with what this boot trusts. */
    public Sideload sideload(TrustedKeys keystore) {
        return new Sideload(root, flash, profile, keystore);
    }
}
