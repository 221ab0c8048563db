package dev.holdfast.sim.mt3620.update;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.sim.mt3620.boot.Bank;
import dev.holdfast.sim.mt3620.boot.Banks;
import dev.holdfast.sim.mt3620.boot.ImageSet;
import dev.holdfast.sim.mt3620.boot.InstalledImage;
import dev.holdfast.sim.mt3620.boot.InstalledImage.Origin;
import dev.holdfast.sim.mt3620.boot.InstalledSet;
import dev.holdfast.sim.mt3620.profile.BootStage;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.update.UpdateRefusedException.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Computes the images and addresses after an update. In the operating system, only the components of the manifest set
 * change. If any changes, the whole operating system moves to the other bank, so that the current one stays complete.
 * Customer images that are not in the manifest set are removed. But a set with only the operating system removes only
 * those whose image key it does not name. If any customer image changes, all of them move.
 */
final class TargetSet {
    private static final UUID NIL = new UUID(0, 0);

    private final ChipProfile profile;
    private final Banks banks;
    private final ImageSet current;

    TargetSet(ChipProfile profile, Banks banks, ImageSet current) {
        this.profile = profile;
        this.banks = banks;
        this.current = current;
    }

    /**
     * Returns the images after a manifest set.
     *
     * @param kept customers' images that stay if the set has only the operating system
     */
    ImageSet after(ManifestSet set, Blob signed, List<InstalledImage> kept) throws UpdateRefusedException {
        List<InstalledImage> customers =
                listed(set).filter(image -> image.type().belongsToCustomer()).toList();
        return build(
                set.version(),
                InstalledSet.of(set, signed.bytes()),
                signed,
                operatingSystem(set),
                hasOnlyOperatingSystem(set) ? kept : customers);
    }

    /** Returns the images after the operating system's part of a manifest set; applications stay. */
    ImageSet afterSystemOf(ManifestSet set) throws UpdateRefusedException {
        return build(set.version(), current.set(), current.signedSet(), operatingSystem(set), current.customers());
    }

    /** Returns the images in use with other customer images. */
    ImageSet withCustomers(List<InstalledImage> customers) throws UpdateRefusedException {
        return build(0, current.set(), current.signedSet(), current.operatingSystem(), customers);
    }

    /** Sets without applications are for groups without a deployment, so a device keeps its applications. */
    private static boolean hasOnlyOperatingSystem(ManifestSet set) {
        return !set.images().isEmpty()
                && set.images().stream().noneMatch(entry -> entry.type().belongsToCustomer());
    }

    private Stream<InstalledImage> listed(ManifestSet set) {
        return set.images().stream()
                .filter(entry -> entry.type() != ImageType.BASE_SYSTEM_UPDATE_MANIFEST)
                .map(entry -> new InstalledImage(
                        entry.type(),
                        entry.component(),
                        entry.image(),
                        entry.digest(),
                        Math.clamp(entry.length(), 1, Integer.MAX_VALUE),
                        0,
                        Origin.RELEASED));
    }

    private List<InstalledImage> operatingSystem(ManifestSet set) {
        Map<ComponentId, InstalledImage> images = current.operatingSystem().stream()
                .collect(Collectors.toMap(
                        InstalledImage::component, Function.identity(), (first, second) -> first, LinkedHashMap::new));
        listed(set)
                .filter(image -> !image.type().belongsToCustomer())
                .forEach(image -> images.merge(
                        image.component(),
                        image,
                        (old, listed) -> listed.digest().equals(old.digest()) ? old : listed));
        return List.copyOf(images.values());
    }

    private ImageSet build(
            long manifestVersion,
            InstalledSet origin,
            Blob signed,
            List<InstalledImage> system,
            List<InstalledImage> customers)
            throws UpdateRefusedException {
        List<InstalledImage> all =
                Stream.concat(system.stream(), customers.stream()).toList();
        requireBootable(manifestVersion, all);
        long applications = customers.stream()
                .filter(image -> image.type() == ImageType.APPLICATIONS)
                .mapToLong(InstalledImage::length)
                .sum();
        if (applications > profile.applicationQuota()) {
            throw new UpdateRefusedException(
                    Reason.OUT_OF_SPACE,
                    manifestVersion,
                    "applications of " + applications + " bytes do not fit: they may take "
                            + profile.applicationQuota());
        }
        Placed os = place(manifestVersion, system, current.operatingSystem(), current.system());
        Placed apps = place(manifestVersion, customers, current.customers(), current.applications());
        List<InstalledImage> images = new ArrayList<>(os.images());
        images.addAll(apps.images());
        images.sort(Comparator.comparingInt(image -> profile.rank(image.type())));
        return new ImageSet(origin, signed, os.bank(), apps.bank(), images);
    }

    private record Placed(Bank bank, List<InstalledImage> images) {}

    private Placed place(long manifestVersion, List<InstalledImage> requested, List<InstalledImage> present, Bank bank)
            throws UpdateRefusedException {
        if (identities(requested).equals(identities(present))) {
            return new Placed(bank, present);
        }
        List<InstalledImage> placed = banks.place(requested)
                .orElseThrow(() ->
                        new UpdateRefusedException(Reason.OUT_OF_SPACE, manifestVersion, "the images do not fit"));
        return new Placed(bank.other(), placed);
    }

    private static List<InstalledImage> identities(List<InstalledImage> images) {
        return images.stream().map(image -> image.at(0)).toList();
    }

    private void requireBootable(long manifestVersion, List<InstalledImage> images) throws UpdateRefusedException {
        for (InstalledImage image : images) {
            if (profile.stage(image.type()).isEmpty()) {
                throw new UpdateRefusedException(
                        Reason.IMAGE_TYPE_NOT_ALLOWED,
                        manifestVersion,
                        image.type().apiName() + " does not boot on this part");
            }
            if (image.component().value().equals(NIL)) {
                throw new UpdateRefusedException(
                        Reason.INVALID_COMPONENT,
                        manifestVersion,
                        "the component ID of " + image.image() + " is all zero");
            }
        }
        for (BootStage stage : profile.boot()) {
            long count = images.stream()
                    .filter(image -> image.type() == stage.type())
                    .count();
            if (!stage.count().allows((int) count)) {
                throw new UpdateRefusedException(
                        Reason.MULTIPLE_COMPONENTS,
                        manifestVersion,
                        "there would be " + count + " images of type "
                                + stage.type().apiName());
            }
        }
        long measured = images.stream()
                .filter(image ->
                        profile.stage(image.type()).filter(BootStage::measured).isPresent())
                .count();
        if (measured > Measurement.MAX_COUNT) {
            throw new UpdateRefusedException(
                    Reason.TOO_MANY_IMAGES,
                    manifestVersion,
                    measured + " images; the chip can measure only " + Measurement.MAX_COUNT);
        }
    }
}
