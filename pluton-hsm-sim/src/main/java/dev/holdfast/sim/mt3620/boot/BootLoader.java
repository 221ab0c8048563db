package dev.holdfast.sim.mt3620.boot;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.sim.mt3620.boot.BootManifestStore.Stored;
import dev.holdfast.sim.mt3620.boot.BootOutcome.Cause;
import dev.holdfast.sim.mt3620.flash.LocatorTable;
import dev.holdfast.sim.mt3620.flash.NorFlash;
import dev.holdfast.sim.mt3620.flash.Pages;
import dev.holdfast.sim.mt3620.flash.PartitionMap;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Selects and boots a set of images, and records the outcome of updates. {@link #boot} selects the set. Working
 * software calls {@link #confirm}, which ends an update's trial. The power may fail during both. Safe for use from any thread: a crash may
 * boot the chip while its software confirms.
 */
public final class BootLoader {
    private final RootOfTrust root;
    private final NorFlash flash;
    private final ChipProfile profile;
    private final Consumer<String> console;
    private final LocatorTable locator;
    private BootChain.@Nullable Run run;

    /**
     * Boots from {@code flash}.
     *
     * @param console receives the lines of the debug UART
     */
    public BootLoader(RootOfTrust root, NorFlash flash, ChipProfile profile, Consumer<String> console) {
        this.root = root;
        this.flash = flash;
        this.profile = profile;
        this.console = console;
        this.locator = new LocatorTable(flash);
    }

    /** Boots. Even a refused boot ends the previous boot. */
    public synchronized BootOutcome boot() throws IOException {
        run = null;
        root.reset();
        Optional<BootManifestStore> store = store();
        Optional<Stored> stored = store.flatMap(BootManifestStore::read);
        if (stored.isEmpty()) {
            return new BootOutcome.Refused(
                    ImageType.BOOT_MANIFEST.apiName(),
                    Cause.NO_BOOT_MANIFEST,
                    "both copies of the locator table or of the boot manifest are damaged");
        }
        return boot(store.get(), stored.get());
    }

    private BootOutcome boot(BootManifestStore store, Stored stored) throws IOException {
        if (stored.fromBackup() && !stored.onTrial()) {
            console.accept("BOOTING BACKUP boot manifest");
        }
        if (stored.onTrial()) {
            if (stored.attempts() >= profile.bootAttempts()) {
                return rollBack(store, "not confirmed in " + stored.attempts() + " boots");
            }
            store.countAttempt();
        }
        try {
            BootChain.Run ran = new BootChain(root, flash, partitions(), profile, console)
                    .run(stored.manifest().current(), stored.change());
            run = ran;
            return ran.outcome();
        } catch (BootChain.Refusal refusal) {
            console.accept("REFUSED " + refusal.outcome().image() + ": " + refusal.getMessage());
            return stored.onTrial() ? rollBack(store, String.valueOf(refusal.getMessage())) : refusal.outcome();
        }
    }

    private BootOutcome rollBack(BootManifestStore store, String reason) throws IOException {
        console.accept("RETURNING to the images before the update: " + reason);
        store.rollBack();
        return boot();
    }

    private Optional<BootManifestStore> store() {
        // The locator table is not signed, so a table with another layout than the part's counts as missing.
        Optional<LocatorTable.Found> found = locator.find()
                .filter(it ->
                        it.partitions().all().equals(profile.partitionMap().all()));
        if (found.filter(LocatorTable.Found::fromBackup).isPresent()) {
            console.accept("BOOTING BACKUP locator table");
        }
        return found.map(it -> new BootManifestStore(flash, it.partitions()));
    }

    private PartitionMap partitions() {
        return locator.find().orElseThrow().partitions();
    }

    /**
     * Records the outcome of the last boot, which ends an update's trial. Burns the anti-rollback fuses to the booted
     * versions, so that nothing older boots, and updates every backup. Can be repeated, also after a power cut. Without an outcome of an
     * update, the backup of the operating system is not written while an image of a new one is downloaded there.
     *
     * @throws IllegalStateException before a successful boot, and after {@link #abandonTrial}
     */
    public synchronized void confirm() throws IOException {
        BootChain.Run ran = run;
        BootManifestStore store = store().orElseThrow();
        Stored stored = store.read().orElseThrow();
        if (ran == null) {
            throw new IllegalStateException("the chip has not booted");
        }
        DownloadRecord download = new DownloadRecord(flash, partitions());
        if (!stored.confirmed() && stored.manifest().change() != BootOutcome.Change.NONE) {
            // The backup is written again after each update, also if the power fails in between.
            if (isInBackup(download, stored)) {
                download.erase();
            }
            store.confirm();
        }
        // Burn the fuses after the flag is set. Burnt earlier, they would block the previous images, to which a failed
        // trial returns.
        root.raiseSecurityFloors(ran.versions());
        locator.repair();
        // Overwrite the other bank only once no manifest refers to it.
        store.synchronize();
        mirror(stored.manifest().current(), ran, !isInBackup(download, stored));
        flash.share();
    }

    private boolean isInBackup(DownloadRecord download, Stored stored) {
        Bank used = stored.manifest().current().system();
        return download.isIn(new Banks(flash.geometry(), partitions()), used.other());
    }

    /** Restores the backup of the operating system if an image is downloaded there, because the update is not offered any more. */
    public synchronized void giveUpDownload() throws IOException {
        Stored stored = store().flatMap(BootManifestStore::read).orElseThrow();
        BootChain.Run ran = run;
        DownloadRecord download = new DownloadRecord(flash, partitions());
        // With an outcome to record, the bank may be in use from the next boot on.
        if (ran != null && stored.change() == BootOutcome.Change.NONE && isInBackup(download, stored)) {
            download.erase();
            mirror(stored.manifest().current(), ran, true);
            flash.share();
        }
    }

    /** Ends the trial of an update without confirming it: the next boot starts the images before. Does nothing without a trial. */
    public synchronized void abandonTrial() throws IOException {
        BootManifestStore store = store().orElseThrow();
        if (store.read().orElseThrow().onTrial()) {
            // A later confirmation would burn the fuses to the versions on trial, which block the images before.
            run = null;
            store.rollBack();
        }
    }

    /** Copies the images of the operating system that are right over those that may not be. */
    private void mirror(ImageSet set, BootChain.Run ran, boolean intoBackup) throws IOException {
        Pages pages = new Pages(flash);
        Banks banks = new Banks(flash.geometry(), partitions());
        for (InstalledImage image : set.operatingSystem()) {
            Bank bank = set.system();
            Bank good = ran.damaged().contains(image) ? bank.other() : bank;
            if (good == bank && !intoBackup) {
                continue;
            }
            byte[] right = flash.read(banks.address(image, good), image.length());
            if (!Arrays.equals(right, flash.read(banks.address(image, good.other()), image.length()))) {
                pages.write(banks.address(image, good.other()), right);
            }
        }
    }
}
