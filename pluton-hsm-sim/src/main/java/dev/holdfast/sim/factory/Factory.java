package dev.holdfast.sim.factory;

import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.sim.chips.ChipFolder;
import dev.holdfast.sim.fault.FactoryFault;
import dev.holdfast.sim.hsm.Pluton;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.mt3620.boot.TrustedKeys;
import dev.holdfast.sim.mt3620.boot.UpdateCertificateStore;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.profile.Profiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A silicon manufacturer that also makes the operating system. Its directory holds the keys, which the first {@link
 * #open} makes: {@code <manufacturer>.key} signs endorsement lists, {@code <manufacturer>-os.key} the operating system,
 * {@code <manufacturer>-developer.key} sample applications.
 */
public final class Factory {
    static final String MT3620 = "mt3620";
    private static final Pattern MANUFACTURER = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Instant APPLICATIONS_BUILT_AT = Instant.parse("2026-01-01T00:00:00Z");

    private final String manufacturer;
    private final FactoryKey manufacturerKey;
    private final FactoryKey operatingSystemKey;
    private final FactoryKey developerKey;

    private Factory(
            String manufacturer, FactoryKey manufacturerKey, FactoryKey operatingSystemKey, FactoryKey developerKey) {
        this.manufacturer = manufacturer;
        this.manufacturerKey = manufacturerKey;
        this.operatingSystemKey = operatingSystemKey;
        this.developerKey = developerKey;
    }

    /**
     * Opens the factory. Makes the directory and the keys if they are missing.
     *
     * @param manufacturer lower-case letters, digits and hyphens
     */
    public static Factory open(Path directory, String manufacturer) throws IOException {
        if (!MANUFACTURER.matcher(manufacturer).matches()) {
            throw new IllegalArgumentException(
                    "a manufacturer's name has lower-case letters, digits and hyphens: " + manufacturer);
        }
        Files.createDirectories(directory);
        return new Factory(
                manufacturer,
                FactoryKey.open(directory.resolve(manufacturer + ".key")),
                FactoryKey.open(directory.resolve(manufacturer + "-os.key")),
                FactoryKey.open(directory.resolve(manufacturer + "-developer.key")));
    }

    /** Returns whether a directory has all keys of the manufacturer, so that {@link #open} makes none. */
    public static boolean isAt(Path directory, String manufacturer) {
        return Stream.of(".key", "-os.key", "-developer.key")
                .allMatch(key -> Files.exists(directory.resolve(manufacturer + key)));
    }

    /** Returns the public keys for a service that trusts this manufacturer: file name → SubjectPublicKeyInfo in PEM. */
    public Map<String, String> publicKeys() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(manufacturer + ".pem", manufacturerKey.publicPem());
        files.put(manufacturer + "-os.pem", operatingSystemKey.publicPem());
        return files;
    }

    /**
     * Builds a signed operating system release for the part {@code mt3620}. The same version gives the same bytes.
     *
     * @param version version such as {@code 26.09}; later versions have higher security versions
     * @return the images in order of boot
     */
    public List<ImagePackage> osRelease(String version) {
        return osRelease(version, mt3620(), ImageSizes.SCALED_DOWN);
    }

    /** Builds an operating system release for a part, see {@link #osRelease(String)}. */
    public List<ImagePackage> osRelease(String version, ChipProfile part, ImageSizes sizes) {
        return OsRelease.of(version, part, sizes).build(operatingSystemKey);
    }

    /** Returns the default part. */
    public static ChipProfile mt3620() {
        try {
            return Profiles.find(MT3620);
        } catch (IOException e) {
            throw new UncheckedIOException("this build has no part " + MT3620, e);
        }
    }

    /**
     * Builds a sample application that is signed by a developer's key, as a customer would upload it.
     *
     * @param name name of at most 31 bytes, which also determines the component ID
     * @param bytes size of its body
     */
    public ImagePackage application(String name, String version, int bytes) {
        String label = name + " " + version;
        ImageMetadata metadata = new ImageMetadata(
                ImageType.APPLICATIONS,
                new ComponentId(OsRelease.guid("component application " + name)),
                new ImageId(OsRelease.guid("image application " + label + " " + bytes)),
                Blob.of(new byte[ImageMetadata.THUMBPRINT_LENGTH]),
                APPLICATIONS_BUILT_AT,
                label,
                1);
        return ImagePackage.sign(OsRelease.body(label, bytes), metadata, developerKey.publicKey(), developerKey);
    }

    /**
     * Makes chips, each in its own folder under {@code chipsDirectory}, and endorses them.
     *
     * @param progress receives the number of finished chips
     * @throws IOException when the profile is invalid, or a chip cannot be written; earlier chips stay
     * @throws IllegalArgumentException when a fault names a component that the part lacks, or a version is invalid
     */
    public Batch manufacture(BatchOrder order, Path chipsDirectory, IntConsumer progress) throws IOException {
        ChipProfile part = Profiles.parse(order.part());
        OsRelease release = OsRelease.of(order.osVersion(), part, order.sizes());
        List<ImagePackage> images = concat(trust(release, order.keys()), release.build(operatingSystemKey));
        ChipFolder folder = new ChipFolder(Files.createDirectories(chipsDirectory));
        List<DeviceId> devices = new ArrayList<>();
        List<EndorsementList.Chip> endorsed = new ArrayList<>();
        Map<DeviceId, FactoryFault> faults = new LinkedHashMap<>();
        for (int i = 0; i < order.plan().count(); i++) {
            Optional<FactoryFault> factoryFault = order.plan().device(i).factoryFault();
            ChipOrder chip = new ChipOrder(release, operatingSystemKey, images);
            factoryFault.ifPresent(fault -> fault.apply(chip));
            Pluton pluton = chip(folder, chipsDirectory, order.part(), chip);
            devices.add(pluton.deviceId());
            factoryFault.ifPresent(fault -> faults.put(pluton.deviceId(), fault));
            if (chip.isEndorsed()) {
                endorsed.add(new EndorsementList.Chip(pluton.deviceId(), pluton.generalPublicKey(), part.sku()));
            }
            progress.accept(i + 1);
        }
        return new Batch(
                devices,
                EndorsementList.of(manufacturer, Instant.now(), order.catalog(), endorsed)
                        .sign(manufacturerKey),
                faults);
    }

    /**
     * Builds the images that change the installation keys of devices, in order of installation: base manifest, trusted
     * keystore, certificate store, and an operating system release. Devices take a keystore only with the base manifest
     * that lists it.
     *
     * @param osVersion version of the release, later than the version on the devices
     * @param sizes sizes of the release's images
     * @param keys new keys of the installation
     */
    public List<ImagePackage> rotation(String osVersion, ChipProfile part, ImageSizes sizes, InstallationKeys keys) {
        OsRelease release = OsRelease.of(osVersion, part, sizes);
        List<ImagePackage> trust = trust(release, keys);
        List<ImagePackage> images = new ArrayList<>();
        images.add(release.baseManifest(trust, operatingSystemKey));
        images.addAll(trust);
        images.addAll(release.build(operatingSystemKey));
        return images;
    }

    private List<ImagePackage> trust(OsRelease release, InstallationKeys keys) {
        return List.of(
                release.data(
                        ImageType.TRUSTED_KEYSTORE,
                        "trusted-keystore",
                        new TrustedKeys(
                                        operatingSystemKey.publicKey(),
                                        keys.setKey(),
                                        keys.capabilityKey(),
                                        Optional.of(developerKey.publicKey()))
                                .encode(),
                        operatingSystemKey),
                release.data(
                        ImageType.UPDATE_CERT_STORE,
                        "update-cert-store",
                        new UpdateCertificateStore(keys.resultKey(), keys.rootCertificatePem()).encode(),
                        operatingSystemKey));
    }

    /**
     * Endorses chips that were made elsewhere, such as those of a load client.
     *
     * @param catalog the only catalog that can claim the chips
     * @param chips general key by device ID
     * @return the signed list, compact JWS
     */
    public String endorse(String catalog, Map<DeviceId, P256PublicKey> chips) {
        List<EndorsementList.Chip> endorsed = chips.entrySet().stream()
                .map(chip -> new EndorsementList.Chip(chip.getKey(), chip.getValue(), mt3620().sku()))
                .toList();
        return EndorsementList.of(manufacturer, Instant.now(), Optional.of(catalog), endorsed)
                .sign(manufacturerKey);
    }

    /** Makes a chip in a temporary folder, which is renamed when the chip is complete. */
    private Pluton chip(ChipFolder folder, Path chipsDirectory, String part, ChipOrder order) throws IOException {
        Path unfinished = chipsDirectory.resolve(".unfinished-" + UUID.randomUUID());
        Mt3620 chip =
                Mt3620.manufacture(unfinished, part, operatingSystemKey.publicKey(), order.debug(), order.images());
        order.finish(chip);
        folder.add(chip.pluton().deviceId(), unfinished);
        return chip.pluton();
    }

    private static List<ImagePackage> concat(List<ImagePackage> first, List<ImagePackage> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
