package dev.holdfast.sim.mt3620;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.hsm.Pluton;
import dev.holdfast.sim.mt3620.BootOutcome.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One chip in a directory of its own: Pluton's files and the flash. A device boots, is used, and after an update boots
 * again; not safe for use by several threads at once, as a device does one thing at a time.
 */
public final class Mt3620 {
    private static final String FLASH = "flash";

    private final Path directory;
    private final Pluton pluton;
    private final Flash flash;

    private Mt3620(Path directory, Pluton pluton, Flash flash) {
        this.directory = directory;
        this.pluton = pluton;
        this.flash = flash;
    }

    /**
     * Makes a chip and burns its flash, finalized ({@link ManufacturingState#DEVICE_COMPLETE}).
     *
     * @param directory must not hold a chip yet; made if absent
     * @param operatingSystemKey what the ROM trusts
     * @param images the keystore, the certificate store and the operating system
     */
    public static Mt3620 manufacture(
            Path directory, P256PublicKey operatingSystemKey, DebugState debug, List<ImagePackage> images)
            throws IOException {
        Files.createDirectories(directory);
        Pluton pluton = Pluton.manufacture(directory, operatingSystemKey, debug);
        Flash flash = Flash.burn(new DirectoryStorage(directory.resolve(FLASH)), images);
        pluton.fuses().advanceManufacturing(ManufacturingState.DEVICE_COMPLETE);
        return new Mt3620(directory, pluton, flash);
    }

    /**
     * Opens a chip, without booting it.
     *
     * @throws IOException when the directory holds no chip or a damaged one
     */
    public static Mt3620 open(Path directory) throws IOException {
        return open(directory, new DirectoryStorage(directory.resolve(FLASH)));
    }

    static Mt3620 open(Path directory, Storage storage) throws IOException {
        return new Mt3620(directory, Pluton.open(directory), Flash.open(storage));
    }

    /** Returns where the chip keeps its state; a device's software may keep its own files there. */
    public Path directory() {
        return directory;
    }

    /** Returns the root of trust. */
    public Pluton pluton() {
        return pluton;
    }

    /** Returns the version of the manifest set in use; 0 as manufactured. */
    public long manifestVersion() {
        return flash.table().manifestVersion();
    }

    /** Returns the version of the last manifest set that was given up; 0 when there is none. */
    public long failedManifestVersion() {
        return flash.table().failedManifestVersion();
    }

    /**
     * Boots. When images on trial do not boot, those before them are put back and booted instead. The outcome is
     * reported at each boot until {@link #settle}.
     */
    public BootOutcome boot() throws IOException {
        try {
            return booted(new BootChain(pluton, flash).run());
        } catch (BootChain.Refusal refusal) {
            if (flash.table().state() != FlashTable.State.TRIAL
                    || flash.table().previous().isEmpty()) {
                return new BootOutcome.Refused(refusal.image(), refusal.reason());
            }
            flash.revert();
            return boot();
        }
    }

    private BootOutcome booted(BootChain.Verified trust) {
        Change change = switch (flash.table().state()) {
            case TRIAL -> Change.INSTALLED;
            case REVERTED -> Change.RETURNED;
            case CONFIRMED -> Change.NONE;
        };
        return new BootOutcome.Booted(trust.keystore(), trust.certificates(), change);
    }

    /**
     * Ends an update's trial once its outcome is on record, and burns the anti-rollback fuses up to what has booted, so
     * that nothing older boots from now on. Harmless when no update was open.
     */
    public void settle() throws IOException {
        flash.confirm();
        Map<ComponentId, Long> floors = new HashMap<>();
        for (Measurement measurement : pluton.measurements()) {
            floors.merge(measurement.component(), measurement.securityVersion(), Math::max);
        }
        pluton.fuses().raiseSecurityFloors(floors);
    }

    /** Returns the updater that trusts what this boot trusts. */
    public Updater updater(TrustedKeystore keystore, InstantSource clock) {
        return new Updater(pluton, flash, keystore, clock);
    }
}
