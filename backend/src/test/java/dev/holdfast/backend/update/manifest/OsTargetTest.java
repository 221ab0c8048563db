package dev.holdfast.backend.update.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.PublicKeys;
import dev.holdfast.backend.installation.Schedule;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.update.feed.TestOs;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.device.InternalApi.Assignment;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.device.InternalApi.Changes;
import dev.holdfast.contract.device.InternalApi.CohortTarget;
import dev.holdfast.contract.device.InternalApi.TargetImage;
import dev.holdfast.contract.format.Audience;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.product.NoGroup;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Targets of devices: the OS release of their group's feed for their part, and their group's deployment. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class OsTargetTest {
    /** Security version of the OS release 26.09. */
    private static final long OLD = 260_900;
    /** Security version of the OS release 26.10. */
    private static final long NEW = 261_000;

    private final TestOs os = TestOs.ofNewPart();

    @Inject
    Gateway gateway;

    @Inject
    RenewManifests renewManifests;

    @Inject
    Schedule schedule;

    @Inject
    Vertx vertx;

    /** Sets are signed when the test says so. */
    @BeforeEach
    void pause() {
        schedule.pause();
    }

    @AfterEach
    void resume() {
        schedule.resume();
    }

    @Test
    void a_group_gets_the_operating_system_of_its_feed_and_then_its_applications() throws FormatException {
        Fleet fleet = Fleet.create();
        DeviceId device = claimed(fleet, os, "Production");
        ImagePackage application = deploy(fleet);
        os.releaseWithKeystore("Retail", OLD);

        renew();

        CohortTarget target = target(device);
        ManifestSet set = ManifestSetFormat.verify(target.manifestSet().bytes(), PublicKeys.setKey());
        List<ImageId> expected = Stream.of(os.trust(OLD), os.images(OLD), List.of(application))
                .flatMap(List::stream)
                .map(image -> image.metadata().image())
                .toList();
        assertThat(set.images()).extracting(ManifestSet.Entry::image).containsExactlyElementsOf(expected);
        assertThat(target.images()).extracting(TargetImage::image).containsExactlyElementsOf(expected);
        assertThat(set.version()).isEqualTo(target.version());
        assertThat(set.audience()).isEqualTo(new Audience(catalogOf(fleet), group(device), os.part()));
        ImagePackage kernel = os.images(OLD).get(4);
        byte[] delivered = gateway.image(group(device), kernel.metadata().image(), SiliconManufacturer.witness(device))
                .body();
        assertThat(ImagePackage.verify(delivered, SiliconManufacturer.operatingSystemKey())
                        .measuredDigest())
                .isEqualTo(kernel.measuredDigest());
        fleet.owner().get(fleet.path("devices/" + device)).body("update.state", equalTo("UNKNOWN"));
        fleet.owner().get(fleet.path("audit")).body("items.action", hasItem("OfferOperatingSystem"));
    }

    @Test
    void releases_and_deployments_renew_the_set_independently() {
        Fleet fleet = Fleet.create();
        DeviceId device = claimed(fleet, os, "Production");
        os.release("Retail", OLD);
        renew();
        long first = target(device).version();
        Changes before = gateway.get("changes", Changes.class);

        os.release("Retail", NEW);
        renew();

        assertThat(target(device).version()).isGreaterThan(first);
        assertThat(images(device)).containsExactlyElementsOf(ids(os.images(NEW)));
        gateway.awaitChanges(before.next(), Change.of(group(device)));
        long second = target(device).version();
        renew();
        assertThat(target(device).version()).as("nothing changed").isEqualTo(second);

        ImagePackage application = deploy(fleet);

        List<ImageId> both = new ArrayList<>(ids(os.images(NEW)));
        both.add(application.metadata().image());
        assertThat(images(device)).containsExactlyElementsOf(both);
    }

    @Test
    void evaluation_groups_get_a_release_before_the_others() {
        Fleet fleet = Fleet.create();
        DeviceId early = claimed(fleet, os, "Production OS Evaluation");
        DeviceId other = claimed(fleet, os, "Production");
        String release = os.release("RetailEval", OLD);
        renew();
        assertThat(images(early)).isNotEmpty();
        assertThat(target(other).version()).isZero();

        TestOs.promote(release).statusCode(200);
        renew();

        assertThat(images(other)).containsExactlyElementsOf(ids(os.images(OLD)));
    }

    @Test
    void a_group_without_applications_gets_the_operating_system() {
        Fleet fleet = Fleet.create();
        DeviceId device = claimed(fleet, os, "Development");
        os.release("Retail", OLD);

        renew();

        assertThat(images(device)).containsExactlyElementsOf(ids(os.images(OLD)));
        fleet.owner()
                .get(fleet.path("products/Thermostat/groups"))
                .body("items.find { it.name == 'Development' }.hasDeployment", equalTo(false));
    }

    @Test
    void each_part_of_a_group_gets_its_own_operating_system() {
        Fleet fleet = Fleet.create();
        TestOs larger = TestOs.ofNewPart();
        DeviceId one = claimed(fleet, os, "Production");
        DeviceId two = claimed(fleet, larger, "Production");
        DeviceId three = claimed(fleet, TestOs.ofNewPart(), "Production");
        ImagePackage application = deploy(fleet);
        os.release("Retail", OLD);
        larger.release("Retail", NEW);

        renew();

        assertThat(images(one)).containsAll(ids(os.images(OLD))).doesNotContainAnyElementsOf(ids(larger.images(NEW)));
        assertThat(images(two)).containsAll(ids(larger.images(NEW)));
        assertThat(images(three))
                .as("without a release for its part, a device keeps its operating system")
                .containsExactly(application.metadata().image());
        assertThat(Stream.of(one, two, three).map(device -> target(device).version()))
                .containsOnly(target(one).version());
    }

    @Test
    void a_part_that_joins_later_gets_a_manifest_set() {
        Fleet fleet = Fleet.create();
        DeviceId first = claimed(fleet, os, "Production");
        ImagePackage application = deploy(fleet);
        TestOs later = TestOs.ofNewPart();
        DeviceId second = claimed(fleet, later, "Production");
        assertThat(target(second).version()).as("not signed yet").isZero();

        renew();

        assertThat(images(second)).containsExactly(application.metadata().image());
        assertThat(target(first).version()).isEqualTo(target(second).version());
        assertThat(gateway.get("groups/" + group(first) + "/target?device=" + first + "&"
                                + SiliconManufacturer.witness(first).query())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_withdrawn_release_leaves_all_sets_without_an_older_replacement() {
        Fleet fleet = Fleet.create();
        DeviceId device = claimed(fleet, os, "Production");
        DeviceId bare = claimed(fleet, os, "Field Test");
        ImagePackage application = deploy(fleet);
        os.release("Retail", OLD);
        String bad = os.release("Retail", NEW);
        renew();
        long offered = target(device).version();

        TestOs.withdraw(bad, "KEEP");
        renew();

        assertThat(target(device).version()).isGreaterThan(offered);
        assertThat(images(device)).containsExactly(application.metadata().image());
        assertThat(target(bare).version()).as("nothing is left to run").isZero();
        fleet.owner().get(fleet.path("devices/" + bare)).body("update.state", equalTo("NOT_TARGETED"));

        os.release("Retail", NEW + 1);
        renew();
        assertThat(target(device).version()).isGreaterThan(offered + 1);
        assertThat(images(bare)).containsExactlyElementsOf(ids(os.images(NEW + 1)));
    }

    @Test
    void the_audit_log_tells_why_a_group_without_an_operating_system_gets_another_version() {
        Fleet fleet = Fleet.create();
        claimed(fleet, os, "Production");
        deploy(fleet);
        fleet.claim("Production", List.of(claimed(fleet, TestOs.ofNewPart(), "Field Test")));
        renew();

        fleet.owner()
                .get(fleet.path("audit?filter=action:OfferOperatingSystem"))
                .body("items[0].subject", equalTo("Thermostat / Production"))
                .body("items[0].detail", containsString("the parts of its devices changed"));
    }

    @Test
    void a_moved_device_adds_its_part_to_the_group() {
        Fleet fleet = Fleet.create();
        DeviceId device = claimed(fleet, os, "Production OS Evaluation");
        os.release("Retail", OLD);
        renew();

        fleet.claim("Field Test", List.of(device));
        renew();

        assertThat(images(device)).containsExactlyElementsOf(ids(os.images(OLD)));
    }

    @Test
    void a_device_without_a_group_gets_only_the_retail_operating_system() {
        Fleet fleet = Fleet.create();
        DeviceId device = claimed(fleet, os, "Production");
        deploy(fleet);
        os.release("Retail", OLD);
        os.release("RetailEval", NEW);
        renew();
        UUID production = group(device);
        long before = target(device).version();

        fleet.claimInto(NoGroup.DEFAULT, NoGroup.DEFAULT, List.of(device)).statusCode(200);
        renew();

        assertThat(group(device)).isNotEqualTo(production);
        assertThat(images(device)).containsExactlyElementsOf(ids(os.images(OLD)));
        assertThat(target(device).version()).isGreaterThan(before);
        fleet.owner()
                .get(fleet.path("audit?filter=action:OfferOperatingSystem"))
                .body("items.subject", hasItem(NoGroup.WORDS));
    }

    /** Signs the manifest sets of all groups whose target changed, as a schedule does in production. */
    private void renew() {
        OnVertx.await(vertx, renewManifests::renew);
    }

    /** Claims a device of the operating system's part. */
    private static DeviceId claimed(Fleet fleet, TestOs os, String group) {
        DeviceId device = fleet.endorsedChips(os.part(), 1).getFirst();
        fleet.claim(group, List.of(device));
        return device;
    }

    /** Deploys an application to the group Production. */
    private static ImagePackage deploy(Fleet fleet) {
        ImagePackage image = Packages.application(Packages.newComponent(), "blinky");
        fleet.owner()
                .upload(fleet.path("images"), "application/octet-stream", image.bytes())
                .statusCode(201);
        fleet.owner()
                .post(
                        fleet.path("products/Thermostat/groups/Production/deployments"),
                        Map.of("imageIds", List.of(image.metadata().image().text())))
                .statusCode(201);
        return image;
    }

    private static List<ImageId> ids(List<ImagePackage> images) {
        return images.stream().map(image -> image.metadata().image()).toList();
    }

    /** Returns the images that the device should run, in order of installation. */
    private List<ImageId> images(DeviceId device) {
        return target(device).images().stream().map(TargetImage::image).toList();
    }

    /** Returns the catalog's ID. */
    private static UUID catalogOf(Fleet fleet) {
        return UUID.fromString(
                fleet.owner().get("catalogs/" + fleet.catalog()).extract().path("id"));
    }

    private UUID group(DeviceId device) {
        return Objects.requireNonNull(assignment(device).groupId());
    }

    private Assignment assignment(DeviceId device) {
        return gateway.assignment(SiliconManufacturer.witness(device));
    }

    /** Returns the target of the device's group for its part; version 0 without any image. */
    private CohortTarget target(DeviceId device) {
        return gateway.target(group(device), assignment(device).part(), SiliconManufacturer.witness(device))
                .current();
    }
}
