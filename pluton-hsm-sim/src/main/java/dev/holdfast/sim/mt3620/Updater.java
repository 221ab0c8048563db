package dev.holdfast.sim.mt3620;

import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.sim.hsm.Pluton;
import dev.holdfast.sim.mt3620.FlashTable.Slot;
import dev.holdfast.sim.mt3620.UpdateRefusedException.Reason;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Installs manifest sets: {@link #plan} judges the set, {@link #stage} each image, {@link #commit} puts them in use for
 * the next boot. Customer images that the set does not list are removed; of the operating system only what it lists
 * changes. Nothing older is ever installed: not an older set, not an image below the fuses.
 */
public final class Updater {
    private final Pluton pluton;
    private final Flash flash;
    private final TrustedKeystore keystore;
    private final InstantSource clock;

    Updater(Pluton pluton, Flash flash, TrustedKeystore keystore, InstantSource clock) {
        this.pluton = pluton;
        this.flash = flash;
        this.keystore = keystore;
        this.clock = clock;
    }

    /**
     * Judges a manifest set and works out what is missing.
     *
     * @param signedSet as polled
     * @return empty when the device runs this set already
     * @throws UpdateRefusedException when the set must not be installed
     */
    public Optional<UpdatePlan> plan(Blob signedSet) throws UpdateRefusedException, IOException {
        ManifestSet set = verified(signedSet);
        if (set.version() < pluton.fuses().manifestFloor()) {
            throw new UpdateRefusedException(
                    Reason.MANIFEST_ROLLED_BACK,
                    set.version(),
                    "manifest set " + set.version() + " is older than the newest accepted, "
                            + pluton.fuses().manifestFloor());
        }
        if (!clock.instant().isBefore(set.expiresAt())) {
            throw new UpdateRefusedException(
                    Reason.MANIFEST_EXPIRED,
                    set.version(),
                    "manifest set " + set.version() + " expired at " + set.expiresAt());
        }
        if (set.version() == flash.table().failedManifestVersion()) {
            throw new UpdateRefusedException(
                    Reason.MANIFEST_FAILED_BEFORE,
                    set.version(),
                    "manifest set " + set.version() + " did not boot before");
        }
        pluton.fuses().raiseManifestFloor(set.version());
        if (set.version() == flash.table().manifestVersion()) {
            return Optional.empty();
        }
        requireInstallable(set);
        List<ManifestSet.Entry> missing = new ArrayList<>();
        for (ManifestSet.Entry entry : set.images()) {
            if (!flash.holds(entry.digest())) {
                missing.add(entry);
            }
        }
        return Optional.of(new UpdatePlan(set, target(set), missing));
    }

    /**
     * Checks a downloaded image against the plan and writes it beside those in use.
     *
     * @throws UpdateRefusedException when it is not the image that the set lists
     */
    public void stage(UpdatePlan plan, ManifestSet.Entry entry, Blob downloaded)
            throws UpdateRefusedException, IOException {
        ImagePackage image;
        try {
            image = ImagePackage.verify(downloaded.bytes(), keystore.keyFor(entry.type()));
        } catch (FormatException e) {
            throw new UpdateRefusedException(
                    Reason.IMAGE_NOT_TRUSTED, plan.version(), "image " + entry.image() + ": " + e.getMessage());
        }
        if (!ManifestSet.Entry.of(image).equals(entry)) {
            throw new UpdateRefusedException(
                    Reason.IMAGE_NOT_TRUSTED,
                    plan.version(),
                    "image " + entry.image() + " is not the one that the set lists");
        }
        flash.stage(image);
    }

    /** Puts the plan's images in use from the next boot on. All must be staged. */
    public void commit(UpdatePlan plan) throws IOException {
        flash.commit(plan.target(), plan.version());
    }

    private ManifestSet verified(Blob signedSet) throws UpdateRefusedException {
        try {
            return ManifestSetFormat.verify(signedSet.bytes(), keystore.imageKey());
        } catch (FormatException e) {
            throw new UpdateRefusedException(Reason.MANIFEST_NOT_TRUSTED, 0, String.valueOf(e.getMessage()));
        }
    }

    private void requireInstallable(ManifestSet set) throws UpdateRefusedException {
        for (ManifestSet.Entry entry : set.images()) {
            if (!BootChain.ORDER.contains(entry.type())) {
                throw new UpdateRefusedException(
                        Reason.IMAGE_TYPE_NOT_ALLOWED,
                        set.version(),
                        entry.type().apiName() + " does not come in a manifest set");
            }
            long floor = pluton.fuses().securityFloor(entry.component());
            if (entry.securityVersion() < floor) {
                throw new UpdateRefusedException(
                        Reason.IMAGE_ROLLED_BACK,
                        set.version(),
                        "image " + entry.image() + " has security version " + entry.securityVersion() + ", below "
                                + floor);
            }
        }
        if (size(set, ImageType::belongsToCustomer) > Flash.CUSTOMER_CAPACITY
                || size(set, type -> true) > Flash.CAPACITY) {
            throw new UpdateRefusedException(
                    Reason.OUT_OF_SPACE,
                    set.version(),
                    "the images do not fit: a customer's may take " + Flash.CUSTOMER_CAPACITY + " bytes");
        }
        long measured = target(set).stream()
                .filter(slot -> BootChain.ORDER.contains(slot.type()))
                .count();
        if (measured > Measurement.MAX_COUNT) {
            throw new UpdateRefusedException(
                    Reason.TOO_MANY_IMAGES,
                    set.version(),
                    measured + " images; the chip measures " + Measurement.MAX_COUNT);
        }
    }

    private static long size(ManifestSet set, java.util.function.Predicate<ImageType> which) {
        return set.images().stream()
                .filter(entry -> which.test(entry.type()))
                .mapToLong(ManifestSet.Entry::length)
                .sum();
    }

    private List<Slot> target(ManifestSet set) {
        Map<ComponentId, ManifestSet.Entry> wanted =
                set.images().stream().collect(Collectors.toMap(ManifestSet.Entry::component, Function.identity()));
        List<Slot> target = new ArrayList<>();
        for (Slot slot : flash.table().current()) {
            if (!slot.type().belongsToCustomer()) {
                ManifestSet.Entry replacement = wanted.get(slot.component());
                target.add(replacement == null ? slot : slot(replacement));
            }
        }
        List<ComponentId> kept = target.stream().map(Slot::component).toList();
        set.images().stream()
                .filter(entry -> !kept.contains(entry.component()))
                .sorted(Comparator.comparingInt(entry -> BootChain.ORDER.indexOf(entry.type())))
                .forEach(entry -> target.add(slot(entry)));
        return target;
    }

    private static Slot slot(ManifestSet.Entry entry) {
        return new Slot(entry.type(), entry.component(), entry.image(), entry.digest());
    }
}
