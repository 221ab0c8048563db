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
import dev.holdfast.sim.fault.MadeFault;
import dev.holdfast.sim.hsm.Pluton;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.mt3620.TrustedKeystore;
import dev.holdfast.sim.mt3620.UpdateCertificateStore;
import dev.holdfast.sim.scenario.FleetPlan;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
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
 * A silicon maker that also makes the operating system. Its keys are made when it first opens and live in its
 * directory: {@code <maker>.key} signs endorsement lists, {@code <maker>-os.key} the operating system, and
 * {@code <maker>-developer.key} sample applications.
 */
public final class Factory {
    private static final Pattern MAKER = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Instant APPLICATIONS_BUILT_AT = Instant.parse("2026-01-01T00:00:00Z");

    private final String maker;
    private final FactoryKey makerKey;
    private final FactoryKey operatingSystemKey;
    private final FactoryKey developerKey;

    private Factory(String maker, FactoryKey makerKey, FactoryKey operatingSystemKey, FactoryKey developerKey) {
        this.maker = maker;
        this.makerKey = makerKey;
        this.operatingSystemKey = operatingSystemKey;
        this.developerKey = developerKey;
    }

    /**
     * Opens the factory, making its directory and keys when they are not there.
     *
     * @param maker lower-case letters, digits and hyphens
     */
    public static Factory open(Path directory, String maker) throws IOException {
        if (!MAKER.matcher(maker).matches()) {
            throw new IllegalArgumentException("a maker's name has lower-case letters, digits and hyphens: " + maker);
        }
        Files.createDirectories(directory);
        return new Factory(
                maker,
                FactoryKey.open(directory.resolve(maker + ".key")),
                FactoryKey.open(directory.resolve(maker + "-os.key")),
                FactoryKey.open(directory.resolve(maker + "-developer.key")));
    }

    /** Returns what a service needs to trust this maker: file name → SubjectPublicKeyInfo in PEM. */
    public Map<String, String> publicKeys() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(maker + ".pem", makerKey.publicPem());
        files.put(maker + "-os.pem", operatingSystemKey.publicPem());
        return files;
    }

    /**
     * Builds an operating system release, signed; the same version gives the same bytes.
     *
     * @param version such as {@code 26.09}; later versions have higher security versions
     * @return the images in the order of boot
     */
    public List<ImagePackage> osRelease(String version) {
        return OsRelease.of(version).build(operatingSystemKey);
    }

    /**
     * Builds a sample application under a developer's key, as a customer would upload it.
     *
     * @param name at most 31 bytes; names the component too
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
     * Makes chips, each in a folder of its own under {@code chipsDirectory}, and endorses them.
     *
     * @param keys the installation that the chips are for
     * @param osVersion what to burn
     * @param scenario what is wrong with which of them, by the scenario's own seed
     * @throws IOException when a chip cannot be written; chips made before it stay
     */
    public Batch manufacture(int count, Path chipsDirectory, InstallationKeys keys, String osVersion, Scenario scenario)
            throws IOException {
        return manufacture(
                FleetPlan.of(scenario, scenario.seed(), count),
                chipsDirectory,
                keys,
                osVersion,
                Optional.empty(),
                made -> {});
    }

    /**
     * Makes chips, each in a folder of its own under {@code chipsDirectory}, and endorses them.
     *
     * @param plan how many, and what is wrong with which of them
     * @param keys the installation that the chips are for
     * @param osVersion what to burn
     * @param catalog whom the chips are for; empty when whoever claims them may have them
     * @param progress told how many are made
     * @throws IOException when a chip cannot be written; chips made before it stay
     */
    public Batch manufacture(
            FleetPlan plan,
            Path chipsDirectory,
            InstallationKeys keys,
            String osVersion,
            Optional<String> catalog,
            IntConsumer progress)
            throws IOException {
        OsRelease release = OsRelease.of(osVersion);
        List<ImagePackage> images = concat(trust(release, keys), release.build(operatingSystemKey));
        ChipFolder folder = new ChipFolder(Files.createDirectories(chipsDirectory));
        List<DeviceId> devices = new ArrayList<>();
        List<EndorsementList.Chip> endorsed = new ArrayList<>();
        Map<DeviceId, MadeFault> faults = new LinkedHashMap<>();
        for (int i = 0; i < plan.count(); i++) {
            Optional<MadeFault> flaw = plan.device(i).flaw();
            ChipOrder order = new ChipOrder(release, operatingSystemKey, images);
            flaw.ifPresent(fault -> fault.spoil(order));
            Pluton pluton = chip(folder, chipsDirectory, order);
            devices.add(pluton.deviceId());
            flaw.ifPresent(fault -> faults.put(pluton.deviceId(), fault));
            if (order.isEndorsed()) {
                endorsed.add(new EndorsementList.Chip(pluton.deviceId(), pluton.generalPublicKey()));
            }
            progress.accept(i + 1);
        }
        return new Batch(
                devices,
                EndorsementList.of(maker, Instant.now(), catalog, endorsed).sign(makerKey),
                faults);
    }

    private List<ImagePackage> trust(OsRelease release, InstallationKeys keys) {
        return List.of(
                release.data(
                        ImageType.TRUSTED_KEYSTORE,
                        "trusted-keystore",
                        new TrustedKeystore(operatingSystemKey.publicKey(), keys.imageKey()).encode(),
                        operatingSystemKey),
                release.data(
                        ImageType.UPDATE_CERT_STORE,
                        "update-cert-store",
                        new UpdateCertificateStore(keys.resultKey(), keys.rootCertificatePem()).encode(),
                        operatingSystemKey));
    }

    /**
     * Endorses chips that were made elsewhere, such as those that a load client plays.
     *
     * @param chips general key by device ID
     * @return the signed list, compact JWS
     */
    public String endorse(Map<DeviceId, P256PublicKey> chips) {
        List<EndorsementList.Chip> endorsed = chips.entrySet().stream()
                .map(chip -> new EndorsementList.Chip(chip.getKey(), chip.getValue()))
                .toList();
        return EndorsementList.of(maker, Instant.now(), Optional.empty(), endorsed)
                .sign(makerKey);
    }

    /** A chip is made under a passing name and gets its own when it is complete. */
    private Pluton chip(ChipFolder folder, Path chipsDirectory, ChipOrder order) throws IOException {
        Path unfinished = chipsDirectory.resolve(".unfinished-" + UUID.randomUUID());
        Pluton pluton = Mt3620.manufacture(unfinished, operatingSystemKey.publicKey(), order.debug(), order.images())
                .pluton();
        folder.add(pluton.deviceId(), unfinished);
        return pluton;
    }

    private static List<ImagePackage> concat(List<ImagePackage> first, List<ImagePackage> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
