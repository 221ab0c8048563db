package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.format.ImageMetadata;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import dev.holdfast.contract.operator.catalog.NewCatalog;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.operator.job.NewMoveJob;
import dev.holdfast.contract.operator.product.NewProduct;
import dev.holdfast.contract.operator.reference.Retirement;
import dev.holdfast.sim.agent.Agent;
import dev.holdfast.sim.agent.Attestation;
import dev.holdfast.sim.agent.DayTime;
import dev.holdfast.sim.agent.Defect;
import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.agent.SoftwareBehavior;
import dev.holdfast.sim.mt3620.boot.BootOutcome;
import dev.holdfast.sim.mt3620.boot.BootOutcome.Change;
import dev.holdfast.standalone.demo.OperatorClient;
import dev.holdfast.standalone.e2e.TestChips.Chip;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** An honest device becomes trusted again, without anybody at the device. Each test creates a catalog. */
@ExtendWith(StackExtension.class)
@ResourceLock(value = EndToEnd.PROCESSES, mode = ResourceAccessMode.READ)
class WaysBackIT {
    private static final String GROUP = "Production";
    private static final String OTHER_GROUP = "Field Test";

    private final Stack stack;
    private final OperatorClient owner;
    private final String name = "ways-back-" + System.nanoTime();
    private final String catalog = "catalogs/" + name;
    private final TestChips chips;
    private final SoftwareBehavior behavior = new SoftwareBehavior();
    private Chip chip;
    private Agent device;

    WaysBackIT(Stack stack) {
        this.stack = stack;
        this.owner = stack.as("admin");
        this.chips = new TestChips(stack, name, GROUP);
    }

    @BeforeEach
    void a_device_that_is_off() {
        owner.post("catalogs", new NewCatalog(name, "Ways back"));
        owner.post(catalog + "/products", new NewProduct("Toaster", ""));
        chip = chips.make(1, "smoke").getFirst();
        device = chip.software(behavior);
    }

    @AfterEach
    void close() {
        switchOff();
        chips.close();
    }

    @Test
    void a_device_that_fell_back_to_its_backup_image_is_not_accused_of_rollback() throws IOException {
        long first = deploy(uploaded("1.0.0", 1, false));
        device.powerOn();
        awaitConfirmed(first);
        behavior.confirmsUpdates(false);

        awaitTrusted(deploy(uploaded("2.0.0", 2, false)));
        switchOff();
        int boots = 0;
        while (!(chip.bootsBriefly() instanceof BootOutcome.Booted booted && booted.change() == Change.RETURNED)) {
            assertThat(++boots).as("boots without confirmation").isLessThan(10);
        }
        device.powerOn();

        awaitTrusted(first);
        assertThat(findings()).containsOnly("");
        assertThat(owner.get(catalog + "/anomalies")).isEmpty();
    }

    @Test
    void a_device_returns_from_an_update_that_does_not_boot_and_installs_the_next_one() {
        long first = deploy(uploaded("1.0.0", 1, false));
        device.powerOn();
        awaitConfirmed(first);
        behavior.addDefect("toaster-app 2.0.0", new Defect.DoesNotBoot());

        deploy(uploaded("2.0.0", 2, false));
        stack.await(
                "the service knows that the device returned",
                () -> Optional.of(owner.get(catalog + "/devices/" + chip.id())
                                .get("update")
                                .get("state")
                                .asText())
                        .filter("RETURNED"::equals));
        awaitTrusted(first);
        awaitTrusted(deploy(uploaded("2.0.1", 2, false)));

        assertThat(device.status().returns()).isEqualTo(1);
        assertThat(findings()).containsOnly("");
        assertThat(owner.get(catalog + "/anomalies")).isEmpty();
    }

    @Test
    void a_device_with_a_set_that_nobody_ever_attested_gets_the_current_one() {
        ImageId good = uploaded("1.0.0", 1, false);
        ImagePackage abandoned = image("2.0.0", 1);
        device.powerOn();
        awaitTrusted(0);
        behavior.evidenceSource((correct, nonce) -> {
            throw new IllegalStateException("the power fails before the device attests");
        });
        awaitInstalled(deploy(upload(abandoned, true)));
        switchOff();
        long current = deploy(good);
        retire(abandoned);
        behavior.evidenceSource(Attestation::answer);
        device.powerOn();

        awaitTrusted(current);
        assertThat(findings())
                .as("before, on trial, returned, current set")
                .containsExactly("", "measurement-retired", "", "");
    }

    @Test
    void a_device_with_a_tentative_image_that_was_abandoned_gets_the_current_one() {
        long abandoned = deploy(uploaded("2.0.0", 1, true));
        device.powerOn();
        awaitConfirmed(abandoned);
        switchOff();
        long current = deploy(uploaded("1.0.0", 1, false));
        device.powerOn();

        awaitTrusted(current);
        assertThat(findings()).containsExactly("", "", "measurement-tentative", "");
    }

    @Test
    void a_device_with_a_retired_image_becomes_trusted_with_the_next_deployment() {
        ImagePackage vulnerable = image("1.0.0", 1);
        long first = deploy(upload(vulnerable, false));
        device.powerOn();
        awaitConfirmed(first);
        retire(vulnerable);
        switchOff();
        device.powerOn();
        stack.await("the device is untrusted", () -> state(DeviceState.UNTRUSTED));

        awaitTrusted(deploy(uploaded("1.0.1", 1, false)));
        assertThat(findings()).containsExactly("", "", "measurement-retired", "");
    }

    @Test
    void a_device_whose_group_changed_attests_again_and_installs_the_set_of_its_new_group() {
        try (TestChips others = new TestChips(stack, name, OTHER_GROUP)) {
            others.make(1, "smoke");
            // A day is short: a device attests again at most hourly.
            device = chip.software(behavior, chips.gatewayAddress(), new DayTime(Instant.now(), 36_000));
            long first = deploy(GROUP, uploaded("1.0.0", 1, false));
            long other = deploy(OTHER_GROUP, uploaded("2.0.0", 1, false));
            device.powerOn();
            awaitTrusted(first);

            move(OTHER_GROUP);
            awaitTrusted(other);
            // The device is moved while it gets this set.
            deploy(OTHER_GROUP, uploaded("3.0.0", 1, false));
            move(GROUP);
            awaitTrusted(deploy(GROUP, uploaded("4.0.0", 1, false)));

            assertThat(findings()).containsOnly("");
            assertThat(owner.get(catalog + "/devices/" + chip.id() + "/reports"))
                    .isNotEmpty()
                    .noneMatch(report -> report.get("kind").asText().equals("UPDATE_FAILED"));
        }
    }

    /** Moves the device to another group and waits until it is there. */
    private void move(String group) {
        String job = owner.post(
                        catalog + "/device-jobs/move",
                        new NewMoveJob(DeviceSelection.of(List.of(chip.id())), "Toaster", group, null))
                .get("id")
                .asText();
        stack.await(
                "the device is in " + group,
                () -> Optional.of(owner.get(catalog + "/device-jobs/" + job)
                                .get("state")
                                .asText())
                        .filter("FINISHED"::equals));
    }

    /** Uploads a new application image. A tentative image is trusted only on devices whose group's current deployment has it. */
    private ImageId uploaded(String version, long securityVersion, boolean tentative) {
        return upload(image(version, securityVersion), tentative);
    }

    private ImageId upload(ImagePackage image, boolean tentative) {
        owner.post(catalog + "/images?tentative=" + tentative, "application/octet-stream", image.bytes());
        return image.metadata().image();
    }

    /** Returns an application as a customer uploads it. Holdfast replaces its signature. */
    private ImagePackage image(String version, long securityVersion) {
        ImagePackage application = chips.application(version);
        ImageMetadata metadata = application.metadata();
        return ImagePackage.sign(
                application.body(),
                new ImageMetadata(
                        metadata.type(),
                        metadata.component(),
                        new ImageId(UUID.randomUUID()),
                        Blob.of(new byte[ImageMetadata.THUMBPRINT_LENGTH]),
                        metadata.builtAt(),
                        metadata.name(),
                        securityVersion),
                P256PublicKey.parse(owner.get("trust").get("resultKey").asText()),
                message -> SignatureBytes.of(new byte[SignatureBytes.LENGTH]));
    }

    /** Deploys an image to the device's group and returns the version of its manifest set. */
    private long deploy(ImageId image) {
        return deploy(GROUP, image);
    }

    private long deploy(String group, ImageId image) {
        return owner.post(
                        catalog + "/products/Toaster/groups/" + OperatorClient.segment(group) + "/deployments",
                        new NewDeployment(List.of(image)))
                .get("manifestVersion")
                .asLong();
    }

    private void retire(ImagePackage image) {
        owner.post(
                catalog + "/reference-values/" + image.metadata().component() + "/"
                        + image.metadata().image() + "/retirement",
                new Retirement("It was a mistake."));
    }

    private void switchOff() {
        device.powerOff().toCompletionStage().toCompletableFuture().join();
    }

    /** Waits until the device runs the manifest set with this version. */
    private void awaitInstalled(long set) {
        stack.await(
                "the device runs set " + set,
                () -> device.status().manifestVersion() == set ? Optional.of(true) : Optional.empty());
    }

    private void awaitTrusted(long set) {
        awaitInstalled(set);
        stack.await("the device is trusted", () -> state(DeviceState.TRUSTED));
    }

    /** Waits until the device confirms its first update, to this manifest set. */
    private void awaitConfirmed(long set) {
        awaitTrusted(set);
        stack.await(
                "the device confirms the update",
                () -> Optional.of(device.status().updatesInstalled()).filter(updates -> updates == 1));
    }

    private Optional<DeviceState> state(DeviceState expected) {
        return Optional.of(device.status().state()).filter(expected::equals);
    }

    /** Returns the code of the decisive finding of each attestation, oldest first. The code is empty if the device was trusted. */
    private List<String> findings() {
        JsonNode attestations = owner.get(catalog + "/devices/" + chip.id() + "/attestations");
        return attestations
                .valueStream()
                .map(one -> one.get("findings").path(0).path("code").asText())
                .toList()
                .reversed();
    }
}
