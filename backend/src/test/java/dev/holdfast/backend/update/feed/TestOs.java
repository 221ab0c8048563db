package dev.holdfast.backend.update.feed;

import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.is;

import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.contract.format.AbiVersion;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.format.MetadataSection.Provides;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.mt3620.ImageManifest;
import dev.holdfast.contract.mt3620.KeystoreEntry;
import dev.holdfast.contract.mt3620.ManifestEntry;
import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.contract.mt3620.TrustedKeystore;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;

/**
 * Operating system of a part that no other test uses, because all tests share the installation's feeds. IDs follow from part and version, so
 * each call returns equal images.
 *
 * @param part SKU of the part
 */
public record TestOs(String part) {
    private static final Instant BUILT_AT = Instant.parse("2026-11-01T12:00:00Z");
    private static final List<ImageType> TYPES = List.of(
            ImageType.ONE_BL,
            ImageType.PLUTON_RUNTIME,
            ImageType.SECURITY_MONITOR,
            ImageType.NORMAL_WORLD_LOADER,
            ImageType.NORMAL_WORLD_KERNEL,
            ImageType.ROOT_FS,
            ImageType.SERVICES);

    /** Returns the operating system of a new part. */
    public static TestOs ofNewPart() {
        return new TestOs("P-" + UUID.randomUUID().toString().replace("-", "").substring(0, 12));
    }

    /** Returns the measured images in boot order. */
    public List<ImagePackage> images(long version) {
        return TYPES.stream().map(type -> image(type, version)).toList();
    }

    /** Returns the images of a release whose root file system provides a version of the application runtime. */
    public List<ImagePackage> imagesProviding(long release, long version) {
        return images(release).stream()
                .map(image -> image.metadata().type() != ImageType.ROOT_FS
                        ? image
                        : ImagePackage.sign(
                                image.body(),
                                image.metadata()
                                        .with(new Provides(List.of(
                                                AbiVersion.of(AbiVersion.Interface.APPLICATION_RUNTIME, version)))),
                                SiliconManufacturer.operatingSystemKey(),
                                SiliconManufacturer.operatingSystemSigner()))
                .toList();
    }

    /** Returns the measurements of a device that runs the version. */
    public List<Measurement> measured(long version) {
        return images(version).stream().map(ImagePackage::measure).toList();
    }

    /** Returns base manifest, keystore and certificate store in installation order. */
    public List<ImagePackage> trust(long version) {
        return trust(version, List.of(SiliconManufacturer.operatingSystemKey()));
    }

    private List<ImagePackage> trust(long version, List<P256PublicKey> keys) {
        ImagePackage keystore = sign(
                ImageType.TRUSTED_KEYSTORE,
                version,
                new TrustedKeystore(
                                0,
                                keys.stream().map(KeystoreEntry::of).toList(),
                                LongStream.rangeClosed(1, keys.size()).boxed().toList())
                        .encode());
        ImagePackage store = image(ImageType.UPDATE_CERT_STORE, version);
        return List.of(baseManifest(version, List.of(keystore, store)), keystore, store);
    }

    /** Returns a base manifest that lists these images. Its image ID depends on the list. */
    ImagePackage baseManifest(long version, List<ImagePackage> listed) {
        List<AbiVersion> none = List.of(AbiVersion.NONE, AbiVersion.NONE);
        List<ManifestEntry> entries = listed.stream()
                .map(image -> new ManifestEntry(
                        image.metadata().image(),
                        image.metadata().component(),
                        image.metadata().type(),
                        PartitionType.FIRMWARE.number(),
                        image.length(),
                        image.length(),
                        none,
                        none,
                        Blob.of(new byte[0])))
                .toList();
        return new ImageManifest(
                        ImageType.BASE_SYSTEM_UPDATE_MANIFEST, version, BUILT_AT, Blob.of(new byte[0]), entries)
                .sign(
                        metadata(
                                ImageType.BASE_SYSTEM_UPDATE_MANIFEST,
                                version,
                                listed.stream()
                                        .map(image -> image.metadata().image().text())
                                        .toList()
                                        .toString()),
                        SiliconManufacturer.operatingSystemKey(),
                        SiliconManufacturer.operatingSystemSigner());
    }

    /** Returns an image. {@code version} is its security version, such as 260900 for release 26.09. */
    ImagePackage image(ImageType type, long version) {
        return sign(type, version, (type + " " + version + " for " + part).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns an image with this content, signed by the manufacturer. */
    private ImagePackage sign(ImageType type, long version, byte[] body) {
        return ImagePackage.sign(
                body,
                metadata(type, version, ""),
                SiliconManufacturer.operatingSystemKey(),
                SiliconManufacturer.operatingSystemSigner());
    }

    /** Returns the image with the same metadata and another body. */
    static ImagePackage withBody(ImagePackage image, byte[] body) {
        return ImagePackage.sign(
                body,
                image.metadata(),
                SiliconManufacturer.operatingSystemKey(),
                SiliconManufacturer.operatingSystemSigner());
    }

    /** Returns the image with the same metadata, signed by {@link SiliconManufacturer#OTHER}. */
    public static ImagePackage byOtherManufacturer(ImagePackage image) {
        return ImagePackage.sign(
                image.body(),
                image.metadata(),
                SiliconManufacturer.otherOperatingSystemKey(),
                SiliconManufacturer.otherOperatingSystemSigner());
    }

    /** Returns metadata whose IDs follow from part, type, version and, for the image ID, {@code twist}. */
    private ImageMetadata metadata(ImageType type, long version, String twist) {
        return new ImageMetadata(
                type,
                new ComponentId(guid(part + type)),
                new ImageId(guid(part + type + version + twist)),
                Blob.of(new byte[ImageMetadata.THUMBPRINT_LENGTH]),
                BUILT_AT,
                type.apiName(),
                version);
    }

    private static UUID guid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /** Uploads images and releases them; returns the response. */
    public ValidatableResponse release(String feed, List<ImagePackage> images) {
        images.forEach(image -> upload(image.bytes()).statusCode(anyOf(is(200), is(201))));
        return releaseUploaded(feed, images);
    }

    /** Releases a version without keystore; returns the release's GUID. */
    public String release(String feed, long version) {
        return release(feed, images(version)).statusCode(201).extract().path("id");
    }

    /** Releases a version with a keystore; returns the release's GUID. */
    public String releaseWithKeystore(String feed, long version) {
        return releaseWith(trust(version), feed, version);
    }

    /** Releases a version with a keystore that also has the key for manifest sets; returns the release's GUID. */
    public String releaseWithKeystore(String feed, long version, P256PublicKey setKey) {
        return releaseWith(trust(version, List.of(SiliconManufacturer.operatingSystemKey(), setKey)), feed, version);
    }

    private String releaseWith(List<ImagePackage> trust, String feed, long version) {
        List<ImagePackage> all = new ArrayList<>(trust);
        all.addAll(images(version));
        return release(feed, all).statusCode(201).extract().path("id");
    }

    /** Releases images. {@code feed} is "Retail" or "RetailEval". */
    public ValidatableResponse releaseUploaded(String feed, List<ImagePackage> images) {
        return Operator.installationOwner()
                .post(
                        "os-releases",
                        Map.of(
                                "part",
                                part,
                                "feed",
                                feed,
                                "imageIds",
                                images.stream()
                                        .map(image -> image.metadata().image().text())
                                        .toList()));
    }

    /** Uploads the first image of a release. */
    public ValidatableResponse upload() {
        return upload(images(1).getFirst().bytes());
    }

    /** Uploads an image of the operating system. */
    static ValidatableResponse upload(byte[] image) {
        return Operator.installationOwner().upload("os-images", "application/octet-stream", image);
    }

    /** Withdraws a release. {@code referenceValues} is "KEEP", or "RETIRE" to make its devices untrusted. */
    public static ValidatableResponse withdraw(String release, String referenceValues) {
        return Operator.installationOwner()
                .post(
                        "os-releases/" + release + "/withdraw",
                        Map.of("referenceValues", referenceValues, "reason", "A try"))
                .statusCode(200);
    }

    /** Promotes a release from the evaluation feed to the feed Retail. */
    public static ValidatableResponse promote(String release) {
        return Operator.installationOwner().post("os-releases/" + release + "/promote", Map.of());
    }
}
