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
     * versions, so that nothing older boots, and updates every backup. Can be repeated, also after a power cut.
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
        if (!stored.confirmed() && stored.manifest().change() != BootOutcome.Change.NONE) {
            store.confirm();
        }
        // Burn the fuses after the flag is set. Burnt earlier, they would block the previous images, to which a failed
        // trial returns.
        root.raiseSecurityFloors(ran.versions());
        locator.repair();
        // Overwrite the other bank only once no manifest refers to it.
        store.synchronize();
        mirror(stored.manifest().current(), ran);
        flash.share();
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

    private void mirror(ImageSet set, BootChain.Run ran) throws IOException {
        Pages pages = new Pages(flash);
        Banks banks = new Banks(flash.geometry(), partitions());
        for (InstalledImage image : set.operatingSystem()) {
            Bank bank = set.system();
            Bank good = ran.damaged().contains(image) ? bank.other() : bank;
            byte[] right = flash.read(banks.address(image, good), image.length());
            if (!Arrays.equals(right, flash.read(banks.address(image, good.other()), image.length()))) {
                pages.write(banks.address(image, good.other()), right);
            }
        }
    }
}
