package dev.holdfast.backend.update.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.PublicKeys;
import dev.holdfast.backend.installation.Schedule;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.update.feed.TestOs;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.backend.update.rollout.AdvanceRollouts;
import dev.holdfast.contract.device.InternalApi.CohortTarget;
import dev.holdfast.contract.device.InternalApi.NextTarget;
import dev.holdfast.contract.device.InternalApi.Target;
import dev.holdfast.contract.device.InternalApi.TargetImage;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.format.Member;
import dev.holdfast.contract.format.MemberList;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Targets of the devices that a rollout has opened, and of the others in the group. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RolloutTargetTest {
    private static final Duration LIFE = Duration.ofHours(24);
    private static final String BLACKOUT = """
            title: Closed
            description: For tests.
            schedule: {blackouts: ["2020-01-01/2099-12-31"]}
            rules: []
            """;

    private final TestOs os = TestOs.ofNewPart();

    @Inject
    Gateway gateway;

    @Inject
    OpenedRollouts rollouts;

    @Inject
    RenewManifests renewManifests;

    @Inject
    AdvanceRollouts advanceRollouts;

    @Inject
    Schedule schedule;

    @Inject
    Vertx vertx;

    private Fleet fleet = new Fleet("");
    private CatalogId catalog = CatalogId.INSTALLATION;
    private List<DeviceId> devices = List.of();
    private UUID group = catalog.value();
    private ImageId current = new ImageId(group);
    private ImageId next = current;

    @BeforeEach
    void deploy() {
        // A renewal of the schedule that began before a change can win against the test's.
        schedule.pause();
        fleet = Fleet.create();
        catalog = fleet.catalogId();
        devices = fleet.endorsedChips(os.part(), 3);
        fleet.claim("Production", devices);
        group = Objects.requireNonNull(gateway.assignment(SiliconManufacturer.witness(devices.getFirst()))
                .groupId());
        current = upload();
        next = upload();
        deploy(current);
    }

    @AfterEach
    void resume() {
        schedule.resume();
    }

    private void deploy(ImageId image) {
        fleet.owner()
                .post(
                        fleet.path("products/Thermostat/groups/Production/deployments"),
                        Map.of("imageIds", List.of(image.text())))
                .statusCode(201);
    }

    @Test
    void open_devices_have_a_newer_set_that_names_them_and_expires_after_a_day() throws FormatException {
        start();

        NextTarget target = nextTarget();
        ManifestSet set = ManifestSetFormat.verify(target.target().manifestSet().bytes(), PublicKeys.setKey());
        assertThat(set.version())
                .isEqualTo(target.target().version())
                .isGreaterThan(target().current().version());
        assertThat(set.rollout()).contains(target.audience());
        assertThat(Duration.between(set.issuedAt(), set.expiresAt())).isEqualTo(LIFE);
        MemberList list = MemberList.decode(target.list().bytes(), target.audience());
        assertThat(devices)
                .filteredOn(device -> target.audience().contains(Member.of(catalog.value(), device), list))
                .containsExactly(devices.getFirst());
        assertThat(images(target)).containsExactly(next);
        ManifestSet others =
                ManifestSetFormat.verify(target().current().manifestSet().bytes(), PublicKeys.setKey());
        assertThat(others.rollout()).isEmpty();
    }

    @Test
    void only_open_devices_read_the_images_of_the_rollout() {
        UUID rollout = start();

        assertThat(List.of(read(0, current), read(0, next), read(1, current), read(1, next)))
                .containsExactly(200, 200, 200, 404);

        rollouts.become(catalog, rollout, "HALTED");
        assertThat(List.of(read(0, current), read(0, next))).containsExactly(200, 404);
    }

    @Test
    void sets_for_more_devices_have_the_same_version_and_change_nothing_for_the_others() {
        UUID rollout = start();
        Target before = target();
        NextTarget first = nextTarget();

        rollouts.open(catalog, rollout, devices.subList(1, 2));

        assertThat(target().current()).isEqualTo(before.current());
        NextTarget second = nextTarget();
        assertThat(second.target().version()).isEqualTo(first.target().version());
        assertThat(second.audience().listed()).isEqualTo(2);
        assertThat(second.target().earlierDigests())
                .containsExactly(Digest.sha256(first.target().manifestSet().bytes()));
        assertThat(read(1, next)).isEqualTo(200);
    }

    @Test
    void a_release_of_the_operating_system_renews_both_sets_and_the_one_of_the_rollout_last() {
        start();
        Target before = target();
        NextTarget first = nextTarget();

        os.release("Retail", 260_900);
        OnVertx.await(vertx, renewManifests::renew);

        assertThat(target().current().version()).isGreaterThan(before.current().version());
        NextTarget second = nextTarget();
        assertThat(second.target().version())
                .isGreaterThan(first.target().version())
                .isGreaterThan(target().current().version());
        assertThat(images(second)).hasSizeGreaterThan(1).contains(next);
        assertThat(second.target().earlierDigests()).isEmpty();
    }

    @Test
    void sets_of_a_halted_rollout_are_withheld_and_expire() {
        UUID rollout = start();
        NextTarget before = nextTarget();

        rollouts.become(catalog, rollout, "HALTED");
        rollouts.signAgain(catalog, rollout);

        assertThat(nextTarget().withheld()).isTrue();
        assertThat(nextTarget().target().manifestSet())
                .isEqualTo(before.target().manifestSet());

        rollouts.become(catalog, rollout, "WAITING");
        OnVertx.await(vertx, renewManifests::renew);
        assertThat(nextTarget().withheld()).isFalse();
        assertThat(nextTarget().target().version()).isEqualTo(before.target().version());
        assertThat(nextTarget().target().manifestSet())
                .isNotEqualTo(before.target().manifestSet());
    }

    @Test
    void devices_of_an_aborted_rollout_are_led_back_before_its_images_end() throws FormatException {
        activateBlackout(1);
        UUID rollout = start();
        rollouts.install(devices.getFirst(), nextTarget().target().version());
        rollouts.become(catalog, rollout, "ABORTED");
        OnVertx.await(vertx, renewManifests::renew);

        assertThat(nextTarget().withheld()).isTrue();
        assertThat(target().current().version())
                .isGreaterThan(nextTarget().target().version());
        long version = target().current().version();
        OnVertx.await(vertx, renewManifests::renew);
        assertThat(target().current().version()).as("once").isEqualTo(version);
        requireAtOnce(target().current(), true);
    }

    @Test
    void an_emergency_is_offered_as_one_and_installed_in_a_blackout() throws FormatException {
        activateBlackout(1);
        UUID rollout = start();
        requireAtOnce(nextTarget().target(), false);

        rollouts.makeEmergency(catalog, rollout);

        requireAtOnce(nextTarget().target(), true);
        requireAtOnce(target().current(), false);
    }

    @Test
    void a_group_that_rolled_back_installs_in_a_blackout_until_the_next_deployment() throws FormatException {
        activateBlackout(1);
        UUID rollout = start();
        fleet.owner()
                .post(fleet.path("rollouts/" + rollout + "/roll-back"), Map.of("reason", "It crashes"))
                .statusCode(200);
        OnVertx.await(vertx, advanceRollouts::advance);
        long version = target().current().version();
        requireAtOnce(target().current(), true);

        activateBlackout(2);
        assertThat(target().current().version()).isEqualTo(version);
        requireAtOnce(target().current(), true);

        os.release("Retail", 260_900);
        OnVertx.await(vertx, renewManifests::renew);
        assertThat(target().current().version()).isGreaterThan(version);
        requireAtOnce(target().current(), true);

        deploy(next);
        requireAtOnce(target().current(), false);
    }

    /** Saves the blackout as a version of the catalog's update policy, activates it, and signs the sets again. */
    private void activateBlackout(int version) {
        fleet.owner()
                .post(
                        fleet.path("policies/update-catalog/versions"),
                        Map.of("policy", BLACKOUT, "comment", "Try " + version))
                .statusCode(201);
        fleet.owner()
                .post(fleet.path("policies/update-catalog/activations"), Map.of("version", version, "comment", "A try"))
                .statusCode(200);
        OnVertx.await(vertx, renewManifests::renew);
    }

    /** Requires that devices are offered the set as one that they install at once, and that they may install it now, or neither. */
    private static void requireAtOnce(CohortTarget target, boolean atOnce) throws FormatException {
        assertThat(Objects.requireNonNull(target.offer()).emergency()).isEqualTo(atOnce);
        ManifestSet set = ManifestSetFormat.verify(target.manifestSet().bytes(), PublicKeys.setKey());
        // The clock of a device can be a second behind.
        assertThat(set.rules().allow(set.issuedAt().minusSeconds(1))).isEqualTo(atOnce);
    }

    private UUID start() {
        return rollouts.start(catalog, group, next, devices.subList(0, 1));
    }

    private ImageId upload() {
        ImagePackage image = Packages.application(Packages.newComponent(), "blinky");
        fleet.owner()
                .upload(fleet.path("images"), "application/octet-stream", image.bytes())
                .statusCode(201);
        return image.metadata().image();
    }

    private Target target() {
        return gateway.target(group, os.part(), SiliconManufacturer.witness(devices.getFirst()));
    }

    private NextTarget nextTarget() {
        return Objects.requireNonNull(target().next());
    }

    private static List<ImageId> images(NextTarget target) {
        return target.target().images().stream().map(TargetImage::image).toList();
    }

    /** Returns the status when a device reads an image. */
    private int read(int device, ImageId image) {
        return gateway.image(group, image, SiliconManufacturer.witness(devices.get(device)))
                .statusCode();
    }
}
