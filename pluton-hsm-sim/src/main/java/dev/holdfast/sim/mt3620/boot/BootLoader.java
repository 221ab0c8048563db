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
 * Boots a chip and settles what came of it. {@link #boot} decides which set of images runs; {@link #settle}, called by
 * software that runs well, ends an update's trial. Power may fail within either.
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
     * @param console takes the lines that a debug UART would show
     */
    public BootLoader(RootOfTrust root, NorFlash flash, ChipProfile profile, Consumer<String> console) {
        this.root = root;
        this.flash = flash;
        this.profile = profile;
        this.console = console;
        this.locator = new LocatorTable(flash);
    }

    /** Boots. What ran before is gone, whatever comes of it. */
    public BootOutcome boot() throws IOException {
        run = null;
        root.reset();
        Optional<BootManifestStore> store = store();
        Optional<Stored> stored = store.flatMap(BootManifestStore::read);
        if (stored.isEmpty()) {
            return new BootOutcome.Refused(
                    ImageType.BOOT_MANIFEST.apiName(),
                    Cause.NO_BOOT_MANIFEST,
                    "neither copy of the locator table or of the boot manifest is whole");
        }
        return boot(store.get(), stored.get());
    }

    private BootOutcome boot(BootManifestStore store, Stored stored) throws IOException {
        if (stored.fromBackup() && !stored.onTrial()) {
            console.accept("BOOTING BACKUP boot manifest");
        }
        if (stored.onTrial()) {
            if (stored.attempts() >= profile.bootAttempts()) {
                return giveUp(store, "not confirmed in " + stored.attempts() + " boots");
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
            return stored.onTrial() ? giveUp(store, String.valueOf(refusal.getMessage())) : refusal.outcome();
        }
    }

    private BootOutcome giveUp(BootManifestStore store, String reason) throws IOException {
        console.accept("RETURNING to the images before the update: " + reason);
        store.giveUp();
        return boot();
    }

    private Optional<BootManifestStore> store() {
        // The table of another layout is as good as none: nobody signs it.
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
     * Puts on record what the last boot came to, which ends an update's trial; burns the anti-rollback fuses up to what
     * ran, so that nothing older boots from now on; and brings every backup up to date. Harmless when nothing was open, and
     * again after a power cut within.
     *
     * @throws IllegalStateException when nothing has booted
     */
    public void settle() throws IOException {
        BootChain.Run ran = run;
        BootManifestStore store = store().orElseThrow();
        Stored stored = store.read().orElseThrow();
        if (ran == null) {
            throw new IllegalStateException("what has not booted cannot be confirmed");
        }
        if (!stored.settled() && stored.manifest().change() != BootOutcome.Change.NONE) {
            store.settle();
        }
        // Fuses follow the flag: burnt first, they would forbid the images that a failing trial returns to.
        root.raiseSecurityFloors(ran.versions());
        locator.repair();
        // Only when no manifest refers to the other bank any more may it be overwritten.
        store.synchronize();
        mirror(stored.manifest().current(), ran);
        flash.share();
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
