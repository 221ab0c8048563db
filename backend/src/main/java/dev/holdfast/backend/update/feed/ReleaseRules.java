package dev.holdfast.backend.update.feed;

import dev.holdfast.backend.fleet.OsVersion;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.update.content.ImageRefusal;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.mt3620.KnownPart;
import dev.holdfast.contract.operator.feed.NewOsRelease;
import dev.holdfast.contract.operator.image.ImageView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Validates a release for a part (SKU): it must be complete, have one version, fit into the flash, have no measured components of other
 * parts, and be newer than all previous releases for the part. Pure; fails with the problem for the API.
 */
final class ReleaseRules {
    /** Image types that cannot be in a release, because the device or this installation creates them. */
    private static final Set<ImageType> EXCLUDED = Set.of(
            ImageType.BOOT_MANIFEST,
            ImageType.FIRMWARE_UPDATE_MANIFEST,
            ImageType.CUSTOMER_UPDATE_MANIFEST,
            ImageType.RECOVERY_MANIFEST,
            ImageType.MANIFEST_SET);

    private static final Comparator<ImageView> ORDER = Comparator.<ImageView>comparingInt(
                    image -> rank(ImageRows.type(image)))
            .thenComparing(ImageView::name);

    private ReleaseRules() {}

    /**
     * A previous release for the part.
     *
     * @param securityVersion its version
     * @param withdrawn whether it was withdrawn
     * @param images images that devices got with it
     */
    record Previous(long securityVersion, boolean withdrawn, List<ImageView> images) {
        String name() {
            return OsVersion.name(securityVersion);
        }

        /** Returns whether the release had its own image of a type. Images carried over have the version of an older release. */
        boolean hasOwnImage(ImageType type) {
            return find(images, type)
                    .filter(image -> image.securityVersion() == securityVersion)
                    .isPresent();
        }
    }

    /**
     * Returns the images that devices get, in installation order. If the release has no keystore (with its base manifest) or no certificate
     * store, the newest one of an earlier release is added.
     *
     * @param part SKU
     * @param previous previous releases for the part, newest first
     * @param otherParts components of releases for other parts that are not withdrawn, each with the SKU of such a part
     */
    static List<ImageView> contents(
            String part, List<ImageView> images, List<Previous> previous, Map<ComponentId, String> otherParts) {
        long version = oneVersion(images);
        requireWhole(images);
        requireOneOfEach(images);
        requireRoom(part, images);
        requireOwnComponents(part, images, otherParts);
        requireNewer(part, version, previous);
        requirePreviousComponents(part, images, previous, otherParts);
        return Stream.concat(images.stream(), carriedOver(images, previous).stream())
                .sorted(ORDER)
                .toList();
    }

    /** Position in the installation order: negative for keystore, certificate store and base manifest, so that they come first. */
    private static int rank(ImageType type) {
        return ManifestSet.TRUST.contains(type)
                ? ManifestSet.TRUST.indexOf(type) - ManifestSet.TRUST.size()
                : type.number();
    }

    private static boolean isMeasured(ImageView image) {
        return !ManifestSet.TRUST.contains(ImageRows.type(image));
    }

    private static long oneVersion(List<ImageView> images) {
        ImageView first = images.getFirst();
        for (ImageView image : images) {
            if (image.securityVersion() != first.securityVersion()) {
                throw invalid(
                        "Image " + first.name() + " has security version " + first.securityVersion() + " and image "
                                + image.name() + " " + image.securityVersion()
                                + ". All images of a release need the same version. Nothing was released.");
            }
        }
        return first.securityVersion();
    }

    private static void requireWhole(List<ImageView> images) {
        Set<ImageType> types = images.stream().map(ImageRows::type).collect(Collectors.toSet());
        List<String> missing = Stream.concat(NewOsRelease.REQUIRED_TYPES.stream(), Stream.of(ImageType.SERVICES))
                .filter(type -> !types.contains(type))
                .map(ImageType::apiName)
                .toList();
        if (!missing.isEmpty()) {
            throw invalid("The release has no image of type " + String.join(", ", missing)
                    + ", which every boot measures. Nothing was released. Upload and name all images of the release.");
        }
    }

    private static void requireOneOfEach(List<ImageView> images) {
        Set<ComponentId> components = new HashSet<>();
        Set<ImageType> types = new HashSet<>();
        for (ImageView image : images) {
            ImageType type = ImageRows.type(image);
            if (EXCLUDED.contains(type)) {
                throw invalid("Image " + image.name() + " of type " + type.apiName() + " cannot be part of a release.");
            }
            if (!components.add(image.component()) || (!types.add(type) && type != ImageType.SERVICES)) {
                throw invalid("Image " + image.name() + " is the second one of its component or of type "
                        + type.apiName() + ". A device boots only one.");
            }
        }
        long measured = images.stream().filter(ReleaseRules::isMeasured).count();
        if (measured > ManifestSet.MAX_SYSTEM_IMAGES) {
            throw invalid("The release has " + measured + " measured images. The limit is "
                    + ManifestSet.MAX_SYSTEM_IMAGES + ", to leave room for applications.");
        }
    }

    private static void requireRoom(String part, List<ImageView> images) {
        KnownPart.ofSku(part)
                .ifPresent(known -> images.stream()
                        .filter(image -> image.length() > known.largestPartition())
                        .findFirst()
                        .ifPresent(image -> {
                            throw ImageRefusal.TOO_LARGE_FOR_PART.problem(
                                    "Image " + image.name() + " has " + image.length()
                                            + " bytes, and the largest partition of part " + part + " has "
                                            + known.largestPartition()
                                            + " bytes. Nothing was released.");
                        }));
    }

    private static void requireOwnComponents(String part, List<ImageView> images, Map<ComponentId, String> otherParts) {
        for (ImageView image : images) {
            String other = otherParts.get(image.component());
            if (isMeasured(image) && other != null) {
                throw invalid("Image " + image.name() + " has component " + image.component() + ", which belongs to "
                        + other + ", not to " + part + ".");
            }
        }
    }

    private static void requireNewer(String part, long version, List<Previous> previous) {
        previous.stream()
                .findFirst()
                .filter(newest -> newest.securityVersion() >= version)
                .ifPresent(newest -> {
                    throw ProblemException.conflict("Release " + OsVersion.name(version) + " is not newer than "
                            + newest.name() + ", which was released for " + part
                            + (newest.withdrawn() ? " and withdrawn" : "")
                            + ". Devices refuse older versions. Release something newer.");
                });
    }

    /**
     * Fails if a component of the previous release is missing: devices would keep its old image and stay outdated. A component that is now
     * released for another part was a mistake here.
     */
    private static void requirePreviousComponents(
            String part, List<ImageView> images, List<Previous> previous, Map<ComponentId, String> otherParts) {
        Set<ComponentId> components = images.stream().map(ImageView::component).collect(Collectors.toSet());
        previous.stream()
                .findFirst()
                .ifPresent(newest -> newest.images().stream()
                        .filter(ReleaseRules::isMeasured)
                        .filter(image -> !components.contains(image.component()))
                        .filter(image -> !otherParts.containsKey(image.component()))
                        .findFirst()
                        .ifPresent(lost -> {
                            throw invalid(
                                    "The release has no image of component " + lost.component() + " (" + lost.name()
                                            + "), which devices have from release " + newest.name() + " for " + part
                                            + ". Nothing was released. Add the image.");
                        }));
    }

    private static List<ImageView> carriedOver(List<ImageView> images, List<Previous> previous) {
        List<ImageView> carried = new ArrayList<>();
        for (ImageType type : List.of(ImageType.TRUSTED_KEYSTORE, ImageType.UPDATE_CERT_STORE)) {
            if (find(images, type).isEmpty()) {
                previous.stream()
                        .filter(release -> release.hasOwnImage(type))
                        .findFirst()
                        .ifPresent(source -> carried.addAll(carriedOver(type, source)));
            }
        }
        return carried;
    }

    private static List<ImageView> carriedOver(ImageType type, Previous source) {
        if (source.withdrawn()) {
            throw invalid("The withdrawn release " + source.name() + " has a new " + type.apiName()
                    + " that devices may already have. Add a newer " + type.apiName() + " to this release.");
        }
        List<ImageType> types = type == ImageType.TRUSTED_KEYSTORE
                ? List.of(ImageType.BASE_SYSTEM_UPDATE_MANIFEST, type)
                : List.of(type);
        return types.stream()
                .flatMap(each -> find(source.images(), each).stream())
                .toList();
    }

    private static Optional<ImageView> find(List<ImageView> images, ImageType type) {
        return images.stream().filter(image -> ImageRows.type(image) == type).findFirst();
    }

    private static ProblemException invalid(String detail) {
        return ProblemException.badContent(detail);
    }
}
