package dev.holdfast.contract.mt3620;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.ImageId;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The manifests of one update, in the order in which a device must stage them.
 *
 * <p>Documented: the update service answers with a <em>manifest set</em>; the device stages the base manifest first
 * (trusted keys and certificates), then the operating system's, then the customer's, and only then asks for the images
 * that it lacks. The set has an image type of its own ({@link ImageType#MANIFEST_SET}) and a header that the updater has
 * six errors for (ImageUpdateError 31 to 36).
 *
 * <p>Not public: that header's layout. So there are no bytes here; each manifest is a signed package that travels as it
 * is, and Holdfast's own {@link dev.holdfast.contract.format.ManifestSet} says which images a device should run.
 *
 * <p>Our reading: each kind comes at most once, none is needed, and no build is listed by two of them, because a device
 * would then install it under two authorities.
 *
 * @param manifests base system, firmware, customer; one to three of them
 */
public record ManifestSequence(List<ImageManifest> manifests) {
    private static final List<ImageType> ORDER = List.of(
            ImageType.BASE_SYSTEM_UPDATE_MANIFEST,
            ImageType.FIRMWARE_UPDATE_MANIFEST,
            ImageType.CUSTOMER_UPDATE_MANIFEST);

    /**
     * Copies the list and checks the order.
     *
     * @throws IllegalArgumentException when it is empty, out of order, repeats a kind or lists a build twice
     */
    public ManifestSequence {
        manifests = List.copyOf(manifests);
        if (manifests.isEmpty()) {
            throw new IllegalArgumentException("an update without a manifest");
        }
        int previous = -1;
        Set<ImageId> builds = new HashSet<>();
        for (ImageManifest manifest : manifests) {
            int place = ORDER.indexOf(manifest.type());
            if (place <= previous) {
                throw new IllegalArgumentException(manifest.type() + " does not belong here; the order is " + ORDER);
            }
            previous = place;
            Set<ImageId> own =
                    manifest.entries().stream().map(ManifestEntry::image).collect(Collectors.toSet());
            if (!Collections.disjoint(builds, own)) {
                throw new IllegalArgumentException("two manifests list the same image");
            }
            builds.addAll(own);
        }
    }

    /** Returns all images in the order in which to stage them. */
    public List<ManifestEntry> images() {
        return manifests.stream()
                .flatMap(manifest -> manifest.entries().stream())
                .toList();
    }
}
