package dev.holdfast.sim.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.mt3620.CapabilityFile;
import dev.holdfast.contract.mt3620.PartitionType;
import dev.holdfast.sim.TestInstallation;
import dev.holdfast.sim.chips.ChipFolder;
import dev.holdfast.sim.fault.UnknownChip;
import dev.holdfast.sim.mt3620.FlashClip;
import dev.holdfast.sim.mt3620.Mt3620;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.sim.mt3620.update.UpdatePlan;
import dev.holdfast.sim.mt3620.update.Updater;
import dev.holdfast.sim.scenario.FleetPlan;
import dev.holdfast.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the simulated silicon manufacturer: releases, chips, endorsement lists, and the check before a chip ships. */
class FactoryTest {
    private static final TestInstallation INSTALLATION = new TestInstallation();

    @TempDir
    private Path directory;

    private Factory factory;

    @BeforeEach
    void a_factory() throws IOException {
        factory = Factory.open(directory.resolve("factory"), "sim-silicon");
    }

    @Test
    void a_release_rebuilds_to_the_same_bytes() throws IOException {
        List<ImagePackage> first = factory.osRelease("26.09");
        List<ImagePackage> again =
                Factory.open(directory.resolve("factory"), "sim-silicon").osRelease("26.09");

        assertThat(again.stream().map(ImagePackage::bytes))
                .containsExactlyElementsOf(
                        first.stream().map(ImagePackage::bytes).toList());
    }

    @Test
    void a_later_release_has_new_images_and_a_higher_security_version() {
        List<ImagePackage> old = factory.osRelease("26.09");
        List<ImagePackage> next = factory.osRelease("26.09.1");

        for (int i = 0; i < old.size(); i++) {
            assertThat(next.get(i).metadata().component())
                    .isEqualTo(old.get(i).metadata().component());
            assertThat(next.get(i).metadata().image())
                    .isNotEqualTo(old.get(i).metadata().image());
            assertThat(next.get(i).metadata().securityVersion())
                    .isGreaterThan(old.get(i).metadata().securityVersion());
        }
    }

    @Test
    void a_release_is_named_by_year_and_month() {
        for (String wrong : List.of("26", "26.13", "26.00", "2026.09", "26.09-rc1", "")) {
            assertThatThrownBy(() -> factory.osRelease(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void keys_are_made_once_and_readable_by_their_owner_only() throws IOException {
        assertThat(Factory.open(directory.resolve("factory"), "sim-silicon").publicKeys())
                .isEqualTo(factory.publicKeys())
                .containsOnlyKeys("sim-silicon.pem", "sim-silicon-os.pem");
        assertThat(Files.getPosixFilePermissions(directory.resolve("factory/sim-silicon.key")))
                .containsOnly(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void the_endorsement_list_is_signed_and_lacks_only_unknown_chips() throws Exception {
        Batch batch = factory.manufacture(
                BatchOrder.of(3, INSTALLATION.keys(), "26.09", Scenario.named("unknown-chip")),
                directory.resolve("chips"),
                made -> {});

        JsonWebSignature jws = new JsonWebSignature();
        jws.setCompactSerialization(batch.endorsementJws());
        jws.setKey(publicKey(factory.publicKeys().getOrDefault("sim-silicon.pem", "")));
        assertThat(jws.verifySignature()).isTrue();
        assertThat(jws.getHeader("typ")).isEqualTo("holdfast-endorsements+jws");
        assertThat(jws.getKeyIdHeaderValue()).isEqualTo("sim-silicon");
        JsonNode list = new ObjectMapper().readTree(jws.getPayload());
        assertThat(list.get("manufacturer").asText()).isEqualTo("sim-silicon");
        assertThat(list.get("issuedAt").asText()).matches("\\d{4}-.*Z");
        assertThat(list.get("devices").findValuesAsText("deviceId"))
                .containsExactlyElementsOf(
                        batch.endorsed().stream().map(DeviceId::text).toList())
                .hasSize(2);
        assertThat(list.get("devices").findValuesAsText("generalKey")).allMatch(key -> key.matches("[0-9a-f]{128}"));
        assertThat(list.get("devices").findValuesAsText("sku")).containsOnly("MT3620AN");
        assertThat(list.has("catalog")).isFalse();
        assertThat(batch.faults()).hasSize(1).containsValue(new UnknownChip());
        assertThat(batch.endorsed()).doesNotContainAnyElementsOf(batch.faults().keySet());
    }

    @Test
    void chip_folders_have_the_device_id_and_are_small() throws Exception {
        Batch batch = factory.manufacture(
                BatchOrder.of(2, INSTALLATION.keys(), "26.09", Scenario.named("smoke")),
                directory.resolve("chips"),
                made -> {});

        for (DeviceId device : batch.devices()) {
            Path chip = directory.resolve("chips").resolve(device.text().substring(0, 32));
            try (var files = Files.walk(chip)) {
                assertThat(files.filter(Files::isRegularFile)
                                .mapToLong(file -> file.toFile().length())
                                .sum())
                        .isLessThan(64 * 1024);
            }
        }
    }

    @Test
    void an_application_has_its_size_and_a_unique_build() {
        ImagePackage first = factory.application("toaster", "1.0", 5000);
        ImagePackage second = factory.application("toaster", "1.1", 5000);

        assertThat(first.metadata().type()).isEqualTo(ImageType.APPLICATIONS);
        assertThat(first.body()).hasSize(5000);
        assertThat(second.metadata().component()).isEqualTo(first.metadata().component());
        assertThat(second.metadata().image()).isNotEqualTo(first.metadata().image());
        assertThat(second.measuredDigest()).isNotEqualTo(first.measuredDigest());
    }

    @Test
    void chips_of_another_part_have_its_components_its_sku_and_its_flash() throws Exception {
        ChipProfile imx8 = Profiles.find("imx8");
        BatchOrder order = new BatchOrder(
                FleetPlan.of(Scenario.named("smoke"), 1, 1),
                Profiles.text("imx8"),
                INSTALLATION.keys(),
                "26.09",
                ImageSizes.SCALED_DOWN,
                Optional.of("contoso"));

        Batch batch = factory.manufacture(order, directory.resolve("chips"), made -> {});

        JsonWebSignature jws = new JsonWebSignature();
        jws.setCompactSerialization(batch.endorsementJws());
        jws.setKey(publicKey(factory.publicKeys().getOrDefault("sim-silicon.pem", "")));
        JsonNode list = new ObjectMapper().readTree(jws.getPayload());
        assertThat(list.get("devices").findValuesAsText("sku")).containsExactly(imx8.sku());
        assertThat(list.get("catalog").asText()).isEqualTo("contoso");
        Mt3620 chip = Mt3620.open(
                new ChipFolder(directory.resolve("chips")).chip(batch.devices().getFirst()));
        assertThat(new ReadyToShip("26.09", ImageSizes.SCALED_DOWN, Set.of()).check(chip))
                .allMatch(ReadyToShip.Check::passed);
        assertThat(chip.profile()).isEqualTo(imx8);
        assertThat(chip.pluton().measurements().stream().map(Measurement::image))
                .containsExactlyElementsOf(factory.osRelease("26.09", imx8, ImageSizes.SCALED_DOWN).stream()
                        .map(image -> image.metadata().image())
                        .toList());
    }

    @Test
    void a_chip_with_a_stored_network_is_not_ready_to_ship() throws Exception {
        Path chips = directory.resolve("chips");
        Batch batch = factory.manufacture(
                BatchOrder.of(1, INSTALLATION.keys(), "26.09", Scenario.named("smoke")), chips, made -> {});
        Path chip = new ChipFolder(chips).chip(batch.devices().getFirst());

        FlashClip.on(chip).write(PartitionType.NETWORK_CONFIG, 4096, "workshop".getBytes(StandardCharsets.UTF_8));

        assertThat(unfit(Mt3620.open(chip))).containsExactly("networks");
    }

    @Test
    void a_chip_with_an_empty_capability_file_is_ready_to_ship() throws Exception {
        Path chips = directory.resolve("chips");
        Batch batch = factory.manufacture(
                BatchOrder.of(1, INSTALLATION.keys(), "26.09", Scenario.named("smoke")), chips, made -> {});
        Mt3620 chip = Mt3620.open(new ChipFolder(chips).chip(batch.devices().getFirst()));
        FactoryKey key = FactoryKey.open(directory.resolve("factory/sim-silicon-os.key"));
        chip.boot();

        boolean taken = chip.installCapabilities(Blob.of(new CapabilityFile(
                        chip.pluton().deviceId(), Set.of())
                .sign(ImageId.parse("11111111-2222-3333-4444-555555555555"), Instant.EPOCH, key.publicKey(), key)));

        assertThat(taken).isTrue();
        assertThat(unfit(chip)).isEmpty();
    }

    @Test
    void a_chip_with_the_radio_test_server_is_not_ready_to_ship() throws Exception {
        ImageMetadata server = new ImageMetadata(
                ImageType.APPLICATIONS,
                ReadyToShip.RF_TEST_SERVER,
                ImageId.parse("11111111-2222-3333-4444-555555555555"),
                Blob.of(new byte[ImageMetadata.THUMBPRINT_LENGTH]),
                Instant.parse("2026-01-01T00:00:00Z"),
                "rf-test-server",
                1);
        Path chips = directory.resolve("chips");
        Batch batch = factory.manufacture(
                BatchOrder.of(1, INSTALLATION.keys(), "26.09", Scenario.named("smoke")), chips, made -> {});
        Mt3620 chip = Mt3620.open(new ChipFolder(chips).chip(batch.devices().getFirst()));
        TestInstallation.Signer key = INSTALLATION.imageKey();
        install(chip, ImagePackage.sign(new byte[600], server, key.publicKey(), key));

        assertThat(unfit(chip)).containsExactly("images", "rf-test-server");
    }

    /** Installs an application as an update. */
    private static void install(Mt3620 chip, ImagePackage application) throws Exception {
        BootOutcome.Booted booted = (BootOutcome.Booted) chip.boot();
        chip.confirm();
        Updater updater = chip.updater(booted.trust(), InstantSource.system());
        UpdatePlan plan = updater.plan(INSTALLATION.manifest(1, application), TestInstallation.allowed())
                .orElseThrow();
        updater.stage(plan, plan.missing().getFirst(), Blob.of(application.bytes()));
        updater.commit(plan, TestInstallation.allowed());
        chip.boot();
        chip.confirm();
    }

    /** Returns the names of the failed checks before shipping. */
    private static List<String> unfit(Mt3620 chip) throws IOException {
        return new ReadyToShip("26.09", ImageSizes.SCALED_DOWN, Set.of())
                .check(chip).stream()
                        .filter(check -> !check.passed())
                        .map(ReadyToShip.Check::name)
                        .toList();
    }

    @Test
    void a_fault_of_a_component_that_the_part_lacks_is_refused() throws Exception {
        Scenario scenario = Scenario.parse("here", """
                name: wifi
                description: For tests.
                watch-for: Nothing.
                devices: 1
                start-within: PT0S
                personas: [{name: a, poll-interval: PT1S, heartbeat-interval: PT1S}]
                faults: [{fault: tampered-component, component: WifiFirmware, by: stranger, devices: 1}]
                """);
        BatchOrder order = new BatchOrder(
                FleetPlan.of(scenario, 1, 1),
                Profiles.text("imx8"),
                INSTALLATION.keys(),
                "26.09",
                ImageSizes.SCALED_DOWN,
                Optional.empty());

        assertThatThrownBy(() -> factory.manufacture(order, directory.resolve("chips"), made -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a release for imx8 has no WifiFirmware");
    }

    @Test
    void a_manufacturers_name_is_safe_as_a_file_name() {
        assertThatThrownBy(() -> Factory.open(directory, "../evil")).isInstanceOf(IllegalArgumentException.class);
    }

    private static PublicKey publicKey(String pem) throws Exception {
        String base64 = pem.replaceAll("-----[^-]+-----|\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }
}
