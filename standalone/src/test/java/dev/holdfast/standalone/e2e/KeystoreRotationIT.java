package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.format.AttestationResult;
import dev.holdfast.contract.format.AttestationResultFormat;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.EvidenceKind;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.TrustTier;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.feed.NewOsRelease;
import dev.holdfast.sim.factory.Factory;
import dev.holdfast.sim.factory.ImageSizes;
import dev.holdfast.sim.factory.InstallationKeys;
import dev.holdfast.sim.mt3620.profile.ChipProfile;
import dev.holdfast.sim.mt3620.profile.Profiles;
import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.demo.Delivery;
import dev.holdfast.standalone.demo.OsDelivery;
import dev.holdfast.standalone.demo.SiliconManufacturer;
import dev.holdfast.standalone.install.Infrastructure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Runs the simulator's scenario {@code keystore-rotation} against the whole product, with a part and a device group that no other test
 * uses. Runs at the same time as other tests of the demo.
 */
@ExtendWith(StackExtension.class)
@ResourceLock(value = EndToEnd.PROCESSES, mode = ResourceAccessMode.READ)
class KeystoreRotationIT {
    private static final int DEVICES = 10;
    private static final String GROUP = "Field Test";

    private final Stack stack;
    private final Path directory;

    KeystoreRotationIT(Stack stack) {
        this.stack = stack;
        this.directory = stack.installation().home().simulation();
    }

    @Test
    void a_release_with_a_new_keystore_reaches_the_fleet_irreversibly() throws Exception {
        ChipProfile part = Profiles.find("imx8");
        JsonNode trust = stack.as("admin").get("trust");
        InstallationKeys keys = InstallationKeys.of(trust);
        Factory factory = Factory.open(directory.resolve("factory"), SiliconManufacturer.NAME);
        OsDelivery feeds = new OsDelivery(stack.as("admin"));
        assertThat(feeds.release(part.sku(), factory.osRelease("26.09", part, ImageSizes.SCALED_DOWN)))
                .isTrue();
        claim(manufacture(trust));

        Process run = stack.simulate(
                "run",
                "--chips",
                directory.resolve("chips").toString(),
                "--gateway",
                "https://localhost:" + stack.installation().settings().port(Port.GATEWAY),
                "--gateway-ca",
                new Infrastructure(stack.installation().home().keys(), Clock.systemUTC())
                        .certificate(Infrastructure.AUTHORITY)
                        .toString(),
                "--scenario",
                "keystore-rotation",
                "--speed",
                "15",
                "--until-met",
                "--for",
                "PT5M");
        try {
            stack.await("the fleet is trusted with its first system", () -> running("26.09"));
            List<ImagePackage> next = factory.rotation("26.10", part, ImageSizes.SCALED_DOWN, keys);
            assertThat(feeds.release(part.sku(), next)).isTrue();
            String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(run.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(run.exitValue()).as(output).isZero();
        } finally {
            run.destroy();
        }

        assertThat(running("26.10")).isPresent();
        assertThat(devices())
                .filteredOn(device -> device.get("osVersion").asText().equals("26.10"))
                .allSatisfy(device ->
                        assertThat(device.path("update").path("state").asText()).isEqualTo("ATTESTED"));
        assertPsa(
                trust,
                devices().stream()
                        .filter(device -> device.get("osVersion").asText().equals("26.10"))
                        .findFirst()
                        .orElseThrow()
                        .get("id")
                        .asText());
        // 26.09.1 is a patch of the old release 26.09. It is older than 26.10, which the devices now run.
        assertRefused(factory.osRelease("26.09.1", part, ImageSizes.SCALED_DOWN), part.sku());
    }

    /** Creates the chips with the simulator's command {@code manufacture}. Returns the endorsed devices. */
    private List<DeviceId> manufacture(JsonNode trust) throws Exception {
        Path keys = Files.writeString(directory.resolve("trust.json"), trust.toString());
        Process made = stack.simulate(
                "manufacture",
                "--directory",
                directory.toString(),
                "--manufacturer",
                SiliconManufacturer.NAME,
                "--catalog",
                "contoso",
                "--chip",
                "imx8",
                "--devices",
                Integer.toString(DEVICES),
                "--scenario",
                "keystore-rotation",
                "--os",
                "26.09",
                "--trust",
                keys.toString());
        String output = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(made.waitFor()).as(output).isZero();
        return Files.readAllLines(directory.resolve("devices.txt")).stream()
                .map(DeviceId::parse)
                .toList();
    }

    private void claim(List<DeviceId> devices) throws IOException {
        Delivery delivery = new Delivery(stack.as("admin"), "contoso");
        delivery.endorse(
                new SiliconManufacturer.Endorsed(Files.readString(directory.resolve("endorsements.jws")), devices));
        delivery.claim("Toaster", GROUP, devices);
    }

    /**
     * Returns the number of trusted devices that run a release. Returns empty while two or more devices are missing. One device may be
     * missing, because the scenario keeps it in storage.
     */
    private Optional<Integer> running(String release) {
        int running = (int) devices().stream()
                .filter(device -> device.get("trust").asText().equals("TRUSTED"))
                .filter(device -> device.get("osVersion").asText().equals(release))
                .count();
        return running >= DEVICES - 1 ? Optional.of(running) : Optional.empty();
    }

    /**
     * Asserts that the newest stored evidence of a device is a PSA token with a valid signature of the device, and that the stored
     * attestation result has the same nonce.
     */
    private void assertPsa(JsonNode trust, String device) throws FormatException {
        JsonNode newest = stack.as("rashid")
                .get("catalogs/contoso/devices/" + device + "/attestations?limit=1")
                .get(0);
        Evidence evidence = EvidenceFormat.verify(
                Base64.getDecoder().decode(newest.get("evidence").asText()));
        AttestationResult result = AttestationResultFormat.verify(
                Base64.getDecoder().decode(newest.get("result").asText()),
                P256PublicKey.parse(trust.get("resultKey").asText()));

        assertThat(evidence.kind()).isEqualTo(EvidenceKind.PSA);
        assertThat(evidence.device().text()).isEqualTo(device);
        assertThat(evidence.securityFloors())
                .as("fuses that the rotation burnt")
                .anyMatch(floor -> floor > 0);
        assertThat(result.kind()).isEqualTo(EvidenceKind.PSA);
        assertThat(result.nonce()).isEqualTo(evidence.nonce());
        assertThat(result.status()).isEqualTo(TrustTier.AFFIRMING);
    }

    private List<JsonNode> devices() {
        JsonNode page = stack.as("rashid")
                .get("catalogs/contoso/devices?filter=product:Toaster%20group:%22Field%20Test%22&limit=100");
        return StreamSupport.stream(page.get("items").spliterator(), false).toList();
    }

    /** Uploads the images of an older operating system, and asserts that Holdfast refuses to release them. */
    private void assertRefused(List<ImagePackage> older, String part) {
        older.forEach(image -> stack.as("admin").post("os-images", "application/octet-stream", image.bytes()));
        assertThatExceptionOfType(CannotContinue.class)
                .isThrownBy(() -> stack.as("admin")
                        .post(
                                "os-releases",
                                new NewOsRelease(
                                        part,
                                        "Retail",
                                        older.stream()
                                                .map(image -> image.metadata().image())
                                                .toList(),
                                        null)))
                .withMessageContaining("is not newer than 26.10");
    }
}
