package dev.holdfast.contract.mt3620;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.ImageId;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Manifests of one update, in the order in which a device stages them.
 *
 * <p>Documented: Azure Sphere's update service responds with a <em>manifest set</em>. The device stages the base
 * manifest (trusted keys and certificates), then the manifest of the operating system, then the customer's. After that
 * it requests the missing images. A manifest set has its own image type ({@link ImageType#MANIFEST_SET}) and its own
 * header, for which the updater has six errors (ImageUpdateError 31 to 36).
 *
 * <p>Not public: the layout of the header of a manifest set. Therefore this class has no byte format. Each manifest is sent as a
 * signed package, and Holdfast's {@link dev.holdfast.contract.format.ManifestSet} lists the images that a device should run.
 *
 * <p>Our assumption: each type of manifest is optional and occurs at most once. No two manifests list the same image,
 * so that only one signer is responsible for each image.
 *
 * @param manifests one to three manifests, in the order base system, firmware, customer
 */
public record ManifestSequence(List<ImageManifest> manifests) {
    private static final List<ImageType> ORDER = List.of(
            ImageType.BASE_SYSTEM_UPDATE_MANIFEST,
            ImageType.FIRMWARE_UPDATE_MANIFEST,
            ImageType.CUSTOMER_UPDATE_MANIFEST);

    /**
     * Copies the list and checks the order.
     *
     * @throws IllegalArgumentException if the list is empty, out of order, repeats a type or lists an image twice
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

    /** Returns all images in the order of staging. */
    public List<ManifestEntry> images() {
        return manifests.stream()
                .flatMap(manifest -> manifest.entries().stream())
                .toList();
    }
}
