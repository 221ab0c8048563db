package dev.holdfast.backend.update.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.LinkedPages;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.PublicKeys;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.backend.update.manifest.RenewManifests;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.InternalApi.Change;
import dev.holdfast.contract.device.InternalApi.Changes;
import dev.holdfast.contract.device.InternalApi.CohortTarget;
import dev.holdfast.contract.device.InternalApi.Contact;
import dev.holdfast.contract.device.InternalApi.Contacts;
import dev.holdfast.contract.device.InternalApi.Report;
import dev.holdfast.contract.device.InternalApi.Reports;
import dev.holdfast.contract.device.InternalApi.Witness;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.format.ManifestSetFormat;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Deployments: signed manifest sets, progress of devices, and events for gateways. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class DeploymentTest {
    @Inject
    Gateway gateway;

    @Inject
    RenewManifests renewManifests;

    @Inject
    Transactions transactions;

    @Inject
    Vertx vertx;

    @Test
    void a_group_gets_a_signed_set_of_its_applications_and_board_configuration() throws FormatException {
        Fleet fleet = Fleet.create();
        DeviceId device = claimed(fleet, "Production");
        ImagePackage application = upload(fleet, Packages.application(Packages.newComponent(), "blinky"));
        ImagePackage board = upload(fleet, Packages.boardConfiguration("board"));

        deploy(fleet, "Production", board, application)
                .statusCode(201)
                .body("images.name", contains("blinky", "board"))
                .body("targeted", equalTo(1))
                .body("pending", equalTo(1))
                .body("current", equalTo(true));

        CohortTarget target = target(device);
        ManifestSet set = ManifestSetFormat.verify(target.manifestSet().bytes(), PublicKeys.setKey());
        assertThat(set.version()).isEqualTo(target.version()).isPositive();
        assertThat(set.expiresAt())
                .isEqualTo(target.expiresAt())
                .isAfter(Instant.now().plus(Duration.ofDays(6)));
        assertThat(set.images())
                .extracting(ManifestSet.Entry::type)
                .containsExactly(ImageType.APPLICATIONS, ImageType.CUSTOMER_BOARD_CONFIG);
        byte[] delivered = gateway.image(
                        group(device), application.metadata().image(), SiliconManufacturer.witness(device))
                .body();
        assertThat(ImagePackage.verify(delivered, PublicKeys.imageKey(fleet.catalog()))
                        .measuredDigest())
                .isEqualTo(set.images().getFirst().digest());
    }

    @Test
    void simultaneous_deployments_to_a_group_all_succeed() throws Exception {
        Fleet fleet = Fleet.create();
        claimed(fleet, "Production");
        ImagePackage blinky = upload(fleet, Packages.application(Packages.newComponent(), "blinky"));
        ImagePackage lamp = upload(fleet, Packages.application(Packages.newComponent(), "lamp"));

        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Callable<ValidatableResponse>> deployments = List.of(
                    () -> deploy(fleet, "Production", blinky),
                    () -> deploy(fleet, "Production", lamp),
                    () -> deploy(fleet, "Production", blinky, lamp));
            for (Future<ValidatableResponse> response : threads.invokeAll(deployments)) {
                response.get().statusCode(201);
            }
        }

        assertThat(found(fleet, "is:current")).hasSize(1);
        assertThat(found(fleet, "is:superseded")).hasSize(2);
    }

    @Test
    void deployments_are_filtered_and_paged() {
        Fleet fleet = Fleet.create();
        claimed(fleet, "Production");
        String blinky = deployed(fleet, "Production", "blinky");
        String lamp = deployed(fleet, "Production", "lamp");
        String test = deployed(fleet, "Field Test", "blinky");

        assertThat(found(fleet, "")).containsExactly(test, lamp, blinky);
        assertThat(found(fleet, "is:current")).containsExactly(test, lamp);
        assertThat(found(fleet, "is:superseded")).containsExactly(blinky);
        assertThat(found(fleet, "is:running")).containsExactly(lamp);
        assertThat(found(fleet, "is:failing")).isEmpty();
        assertThat(found(fleet, "image:BLINKY -group:production")).containsExactly(test);
        assertThat(found(fleet, "product:thermostat at:<1h by:owner-of-" + fleet.catalog()))
                .hasSize(3);
        assertThat(found(fleet, "lam")).containsExactly(lamp);
        assertThat(found(fleet, "\"field te\"")).containsExactly(test);
        String one = fleet.path("deployments?filter=image:blinky&limit=1");
        assertThat(LinkedPages.of(fleet.owner(), one, "id")).containsExactly(test, blinky);
        assertThat(LinkedPages.of(fleet.owner(), one + "&sort=at", "id")).containsExactly(blinky, test);
        String ofGroup = fleet.path("products/Thermostat/groups/Production/deployments");
        assertThat(LinkedPages.of(fleet.owner(), ofGroup + "?limit=1", "id")).containsExactly(lamp, blinky);
        assertThat(LinkedPages.of(fleet.owner(), ofGroup + "?filter=is:superseded", "id"))
                .containsExactly(blinky);
        assertThat(fleet.owner()
                        .get(fleet.path("deployments?fields=product,group&filter=image:lamp"))
                        .extract()
                        .<List<Map<String, String>>>path("items"))
                .containsExactly(Map.of("product", "Thermostat", "group", "Production"));
        fleet.owner()
                .get(fleet.path("deployments?filter=is:odd"))
                .statusCode(400)
                .body("errors.position", contains(3));
    }

    /** Deploys a new application and returns the deployment's ID. */
    private static String deployed(Fleet fleet, String group, String image) {
        return deploy(fleet, group, upload(fleet, Packages.application(Packages.newComponent(), image)))
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** Returns the IDs of the deployments that match a filter, newest first. */
    private static List<String> found(Fleet fleet, String filter) {
        return fleet.owner()
                .get(fleet.path("deployments?filter=" + filter))
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    @Test
    void the_operating_system_cannot_be_deployed_and_the_application_stays() {
        Fleet fleet = Fleet.create();
        DeviceId device = claimed(fleet, "Production");
        ImagePackage application = upload(fleet, Packages.application(Packages.newComponent(), "blinky"));
        ImagePackage kernel = upload(fleet, Packages.operatingSystem(ImageType.NORMAL_WORLD_KERNEL, "kernel"));
        deploy(fleet, "Production", application).statusCode(201);
        CohortTarget before = target(device);

        deploy(fleet, "Production", kernel)
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("/api/problems#invalid-content"))
                .body("detail", containsString("Image kernel"))
                .body("detail", containsString("OS feed"));
        deploy(fleet, "Production", application, kernel).statusCode(422);
        deploy(fleet, "Development", kernel).statusCode(422);

        assertThat(target(device)).isEqualTo(before);
    }

    @Test
    void a_report_advances_the_deployment_only_once() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(3);
        fleet.claim("Production", chips);
        ImagePackage application = upload(fleet, Packages.application(Packages.newComponent(), "blinky"));
        String deployment = deploy(fleet, "Production", application).extract().path("id");
        long version = target(chips.getFirst()).version();

        Reports reports = new Reports(List.of(
                report(chips.get(0), DeviceReport.Kind.UPDATE_INSTALLED, version),
                report(chips.get(1), DeviceReport.Kind.UPDATE_FAILED, version),
                report(chips.get(2), DeviceReport.Kind.UPDATE_INSTALLED, version + 1000)));
        assertThat(gateway.post("reports", reports).statusCode()).isEqualTo(204);
        assertThat(gateway.post("reports", reports).statusCode()).isEqualTo(204);

        fleet.owner()
                .get(fleet.path("deployments/" + deployment))
                .body("installed", equalTo(1))
                .body("failed", equalTo(1))
                .body("pending", equalTo(1))
                .body("attested", equalTo(0));
        fleet.owner()
                .get(fleet.path("deployments/" + deployment + "/devices"))
                .body("total", equalTo(3))
                .body("items.update.state", contains("FAILED", "UNKNOWN", "CONFIRMED"));
        fleet.owner()
                .get(fleet.path("devices/" + chips.getFirst() + "/reports"))
                .statusCode(200)
                .body("items.kind", contains("UPDATE_INSTALLED"))
                .body("items[0].detail.manifestVersion", equalTo(Long.toString(version)));
    }

    @Test
    void a_report_from_before_the_claim_does_not_advance_a_deployment() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(2);
        fleet.claim("Production", chips);
        ImagePackage application = upload(fleet, Packages.application(Packages.newComponent(), "blinky"));
        String deployment = deploy(fleet, "Production", application).extract().path("id");
        long version = target(chips.getFirst()).version();
        Instant earlier = Instant.now().minus(Duration.ofDays(3));

        gateway.post(
                "reports",
                new Reports(List.of(
                        report(chips.getFirst(), earlier, DeviceReport.Kind.UPDATE_INSTALLED, version),
                        // A device without a clock reports the year 1970.
                        report(chips.getLast(), Instant.EPOCH, DeviceReport.Kind.UPDATE_INSTALLED, version))));

        fleet.owner()
                .get(fleet.path("deployments/" + deployment))
                .body("installed", equalTo(1))
                .body("pending", equalTo(1));
    }

    @Test
    void a_later_installation_replaces_a_failure() {
        Fleet fleet = Fleet.create();
        DeviceId device = claimed(fleet, "Production");
        ImagePackage application = upload(fleet, Packages.application(Packages.newComponent(), "blinky"));
        String deployment = deploy(fleet, "Production", application).extract().path("id");
        long version = target(device).version();
        gateway.post("reports", new Reports(List.of(report(device, DeviceReport.Kind.UPDATE_FAILED, version))));

        gateway.post(
                "contacts",
                new Contacts(List.of(new Contact(SiliconManufacturer.witness(device), Instant.now(), version))));

        fleet.owner()
                .get(fleet.path("deployments/" + deployment))
                .body("installed", equalTo(1))
                .body("failed", equalTo(0));
        fleet.owner().get(fleet.path("devices/" + device)).body("update.state", equalTo("INSTALLED"));
    }

    @Test
    void a_replaced_deployment_can_be_deleted_and_the_current_one_cannot() {
        Fleet fleet = Fleet.create();
        DeviceId device = claimed(fleet, "Production");
        ComponentId component = Packages.newComponent();
        String first = deploy(fleet, "Production", upload(fleet, Packages.application(component, "blinky")))
                .extract()
                .path("id");
        String second = deploy(fleet, "Production", upload(fleet, Packages.application(component, "blinky")))
                .extract()
                .path("id");
        long version = target(device).version();

        delete(fleet, second).statusCode(409).body("detail", containsString("current deployment"));
        delete(fleet, first).statusCode(204);
        delete(fleet, first).statusCode(404);

        fleet.owner().get(fleet.path("deployments")).body("items.id", contains(second));
        assertThat(target(device).version()).isEqualTo(version);
        fleet.owner().get(fleet.path("audit?filter=action:DeleteDeployment")).body("items.subject", contains(first));
    }

    private static ValidatableResponse delete(Fleet fleet, String deployment) {
        return fleet.owner()
                .request()
                .delete("/api/v1/" + fleet.path("deployments/" + deployment))
                .then();
    }

    /**
     * Counted: a blocked device, a silent one, and one that is untrusted after the installation. Not counted: an untrusted device that may repair
     * itself, one that has not attested since the installation, and one that failed.
     */
    @Test
    void devices_that_will_not_get_the_deployment_are_counted_apart() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(6);
        fleet.claim("Production", chips);
        ImagePackage application = upload(fleet, Packages.application(Packages.newComponent(), "blinky"));
        String deployment = deploy(fleet, "Production", application).extract().path("id");
        long version = target(chips.getFirst()).version();
        fleet.owner()
                .post(fleet.path("devices/" + chips.get(1) + "/block"), Map.of("reason", "Stolen"))
                .statusCode(200);
        gateway.post(
                "reports",
                new Reports(List.of(
                        report(chips.get(0), DeviceReport.Kind.UPDATE_INSTALLED, version),
                        report(chips.get(4), DeviceReport.Kind.UPDATE_FAILED, version),
                        report(chips.get(5), DeviceReport.Kind.UPDATE_INSTALLED, version))));
        CatalogId catalog = fleet.catalogId();
        OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        catalog,
                        tx -> tx.update(
                                        "update device set trust = 'UNTRUSTED', last_attestation = claimed_at where catalog_id = $1",
                                        catalog)
                                .chain(() -> tx.update(
                                        "update device set last_attestation = now() where catalog_id = $1 and device_id = $2",
                                        catalog,
                                        chips.get(5)))
                                .chain(() -> tx.update(
                                        "update device set last_seen = now() - interval '2 days' where catalog_id = $1 and device_id = $2",
                                        catalog,
                                        chips.get(3)))));

        for (String path :
                List.of("deployments/" + deployment, "products/Thermostat/groups/Production/deployments/.default")) {
            fleet.owner()
                    .get(fleet.path(path))
                    .body("targeted", equalTo(6))
                    .body("pending", equalTo(3))
                    .body("installed", equalTo(2))
                    .body("failed", equalTo(1))
                    .body("held", equalTo(1))
                    .body("blocked", equalTo(1))
                    .body("offline", equalTo(1));
        }
    }

    @Test
    void a_deployment_tells_failed_unknown_and_unreachable_devices_apart() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(6);
        fleet.claim("Production", chips);
        ImagePackage application = upload(fleet, Packages.application(Packages.newComponent(), "blinky"));
        String deployment = deploy(fleet, "Production", application).extract().path("id");
        long version = target(chips.getFirst()).version();
        gateway.post(
                "reports",
                new Reports(List.of(
                        report(chips.get(0), DeviceReport.Kind.UPDATE_INSTALLED, version),
                        report(chips.get(1), DeviceReport.Kind.UPDATE_FAILED, version))));
        CatalogId catalog = fleet.catalogId();
        OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        catalog,
                        tx -> tx.update(
                                "update device set unreachable = true where catalog_id = $1 and device_id in ($2, $3)",
                                catalog,
                                chips.get(0),
                                chips.get(2))));

        fleet.owner()
                .get(fleet.path("deployments/" + deployment))
                .body("pending", equalTo(4))
                .body("installed", equalTo(1))
                .body("failed", equalTo(1))
                .body("unknown", equalTo(3))
                .body("unreachable", equalTo(1));
    }

    @Test
    void the_newest_deployment_wins_and_the_previous_keeps_its_progress() {
        Fleet fleet = Fleet.create();
        DeviceId device = claimed(fleet, "Production");
        ComponentId component = Packages.newComponent();
        ImagePackage first = upload(fleet, Packages.application(component, "blinky"));
        ImagePackage second = upload(fleet, Packages.application(component, "blinky"));
        deploy(fleet, "Production", first);
        long oldVersion = target(device).version();
        gateway.post("reports", new Reports(List.of(report(device, DeviceReport.Kind.UPDATE_INSTALLED, oldVersion))));

        deploy(fleet, "Production", second).statusCode(201);

        assertThat(target(device).version()).isGreaterThan(oldVersion);
        assertThat(target(device).images())
                .singleElement()
                .satisfies(image ->
                        assertThat(image.image()).isEqualTo(second.metadata().image()));
        String current = fleet.owner()
                .get(fleet.path("products/Thermostat/groups/Production/deployments"))
                .body("items.current", contains(true, false))
                .body("items.installed", contains(0, 1))
                .body("items.pending", contains(1, 0))
                .extract()
                .path("items[0].id");
        for (String name : List.of(".default", current)) {
            fleet.owner()
                    .get(fleet.path("products/Thermostat/groups/Production/deployments/" + name))
                    .statusCode(200)
                    .body("id", equalTo(current))
                    .body("current", equalTo(true));
            fleet.owner()
                    .get(fleet.path("products/Thermostat/groups/Field Test/deployments/" + name))
                    .statusCode(404);
        }
        assertThat(gateway.image(group(device), first.metadata().image(), SiliconManufacturer.witness(device))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void an_invalid_deployment_is_refused() {
        Fleet fleet = Fleet.create();
        ComponentId component = Packages.newComponent();
        ImagePackage one = upload(fleet, Packages.application(component, "blinky"));
        ImagePackage other = upload(fleet, Packages.application(component, "blinky"));

        deploy(fleet, "Production", one, other)
                .statusCode(400)
                .body("detail", containsString("two images of component"));
        deploy(fleet, "Production", one, one).statusCode(400);
        deploy(fleet, "Production").statusCode(400);
        deploy(fleet, "Production", Packages.application(component, "never uploaded"))
                .statusCode(404)
                .body("errors.field", contains("imageIds"));
        deploy(fleet, "Nowhere", one).statusCode(404);
        deploy(fleet, "Development", one).statusCode(409).body("detail", containsString("No3rdPartyAppUpdates"));
    }

    @Test
    void an_unclaimed_device_is_refused_and_a_group_without_deployment_has_version_zero() {
        Fleet fleet = Fleet.create();
        DeviceId device = fleet.endorsedChips(1).getFirst();
        Witness witness = SiliconManufacturer.witness(device);
        assertThat(gateway.get("devices/" + device + "/assignment?" + witness.query())
                        .statusCode())
                .isEqualTo(403);

        fleet.claim("Production", List.of(device));

        CohortTarget target = target(device);
        assertThat(target.version()).isZero();
        assertThat(target.images()).isEmpty();
        assertThat(gateway.get("groups/" + UUID.randomUUID() + "/target?part=MT3620AN&device=" + device + "&"
                                + witness.query())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void gateways_get_events_of_claims_and_deployments() {
        Fleet fleet = Fleet.create();
        Changes before = gateway.get("changes", Changes.class);
        assertThat(before.changes()).isEmpty();

        DeviceId device = claimed(fleet, "Production");
        deploy(fleet, "Production", upload(fleet, Packages.application(Packages.newComponent(), "blinky")));

        gateway.awaitChanges(before.next(), Change.of(device), Change.of(group(device)));
    }

    @Test
    void an_expiring_set_is_signed_again_with_the_same_version() throws FormatException {
        Fleet fleet = Fleet.create();
        DeviceId device = claimed(fleet, "Production");
        deploy(fleet, "Production", upload(fleet, Packages.application(Packages.newComponent(), "blinky")));
        CohortTarget before = target(device);
        CatalogId catalog = fleet.catalogId();
        OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        catalog,
                        sql -> sql.update("update manifest_set set issued_at = issued_at - interval '5 days',"
                                + " expires_at = expires_at - interval '5 days'")));

        OnVertx.await(vertx, renewManifests::renew);

        CohortTarget after = target(device);
        ManifestSet set = ManifestSetFormat.verify(after.manifestSet().bytes(), PublicKeys.setKey());
        assertThat(after.version()).isEqualTo(before.version()).isEqualTo(set.version());
        assertThat(after.expiresAt()).isAfterOrEqualTo(before.expiresAt());
    }

    @Test
    void batched_contacts_only_move_forward() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(2);
        fleet.claim("Production", chips);
        Instant now = Instant.parse("2026-11-20T10:00:00Z");

        gateway.post(
                "contacts",
                new Contacts(List.of(
                        new Contact(SiliconManufacturer.witness(chips.get(0)), now, 0),
                        new Contact(SiliconManufacturer.witness(chips.get(0)), now.minusSeconds(60), 0),
                        new Contact(
                                SiliconManufacturer.witness(chips.get(1)), Instant.parse("2999-01-01T00:00:00Z"), 77),
                        new Contact(
                                SiliconManufacturer.witness(
                                        fleet.endorsedChips(1).getFirst()),
                                now,
                                0))));
        gateway.post(
                "contacts",
                new Contacts(List.of(new Contact(SiliconManufacturer.witness(chips.get(0)), now.minusSeconds(5), 0))));

        fleet.owner().get(fleet.path("devices/" + chips.get(0))).body("lastSeen", equalTo("2026-11-20T10:00:00Z"));
        String future = fleet.owner()
                .get(fleet.path("devices/" + chips.get(1)))
                .body("update.installed", equalTo(0))
                .extract()
                .path("lastSeen");
        assertThat(Instant.parse(future)).isBefore(Instant.now().plusSeconds(5));
    }

    private DeviceId claimed(Fleet fleet, String group) {
        DeviceId device = fleet.endorsedChips(1).getFirst();
        fleet.claim(group, List.of(device));
        return device;
    }

    /** Uploads an image and returns it. */
    private static ImagePackage upload(Fleet fleet, ImagePackage image) {
        fleet.owner()
                .upload(fleet.path("images"), "application/octet-stream", image.bytes())
                .statusCode(201);
        return image;
    }

    /** Deploys images to a group of the product. */
    private static ValidatableResponse deploy(Fleet fleet, String group, ImagePackage... images) {
        return fleet.owner()
                .post(
                        fleet.path("products/Thermostat/groups/" + group + "/deployments"),
                        Map.of(
                                "imageIds",
                                Arrays.stream(images)
                                        .map(image -> image.metadata().image().text())
                                        .toList()));
    }

    /** Returns a report of an update to this manifest version. */
    private static Report report(DeviceId device, DeviceReport.Kind kind, long version) {
        return report(device, Instant.now(), kind, version);
    }

    private static Report report(DeviceId device, Instant at, DeviceReport.Kind kind, long version) {
        return new Report(
                SiliconManufacturer.witness(device),
                new DeviceReport(UUID.randomUUID(), at, kind, Map.of("manifestVersion", Long.toString(version))));
    }

    /** Returns the ID of the device's group, as gateways know it. */
    private UUID group(DeviceId device) {
        return Objects.requireNonNull(
                gateway.assignment(SiliconManufacturer.witness(device)).groupId());
    }

    /** Returns the target of the device's group for its part: the images that the device should run. */
    private CohortTarget target(DeviceId device) {
        return gateway.target(group(device), "MT3620AN", SiliconManufacturer.witness(device))
                .current();
    }
}
