package dev.holdfast.backend.update.deployment;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that the preview of a deployment tells what the deployment then does. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class UpdateImpactTest {
    private static final String GROUP = "products/Thermostat/groups/Production/";

    @Inject
    Transactions transactions;

    @Inject
    Vertx vertx;

    private Fleet fleet;
    private ImagePackage old;
    private ImagePackage next;
    private ImagePackage lamp;
    private ImagePackage board;

    @BeforeEach
    void a_group_with_a_deployment() {
        fleet = Fleet.create();
        ComponentId component = Packages.newComponent();
        old = upload(Packages.application(component, "blinky"));
        next = upload(Packages.application(component, "blinky two"));
        lamp = upload(Packages.application(Packages.newComponent(), "lamp"));
        board = upload(Packages.boardConfiguration("board"));
        request("deployments", old, board).statusCode(201);
    }

    @Test
    void the_preview_counts_the_devices_that_the_deployment_then_counts() {
        List<DeviceId> chips = fleet.endorsedChips(4);
        fleet.claim("Production", chips);
        fleet.owner()
                .post(fleet.path("devices/" + chips.getFirst() + "/block"), Map.of("reason", "Stolen"))
                .statusCode(200);
        change(chips.get(1), "last_seen = now() - interval '2 days'");

        request("deployment-impact", next, board)
                .statusCode(200)
                .body("devices", equalTo(4))
                .body("blocked", equalTo(1))
                .body("offline", equalTo(1))
                .body("held", equalTo(0))
                .body("bytes", equalTo(3 * length(next)));

        request("deployments", next, board).statusCode(201);
        fleet.owner()
                .get(fleet.path(GROUP + "deployments/.default"))
                .body("targeted", equalTo(4))
                .body("blocked", equalTo(1))
                .body("offline", equalTo(1));
    }

    @Test
    void untrusted_devices_are_counted_as_held() {
        List<DeviceId> chips = fleet.endorsedChips(2);
        fleet.claim("Production", chips);
        change(chips.getFirst(), "trust = 'UNTRUSTED'");

        request("deployment-impact", next).body("devices", equalTo(2)).body("held", equalTo(1));
    }

    @Test
    void changed_new_and_dropped_components_are_listed() {
        request("deployment-impact", lamp, next)
                .statusCode(200)
                .body("changes", hasSize(3))
                .body("changes[0].before.id", equalTo(old.metadata().image().text()))
                .body("changes[0].after.id", equalTo(next.metadata().image().text()))
                .body("changes[1].before", nullValue())
                .body("changes[1].after.id", equalTo(lamp.metadata().image().text()))
                .body("changes[2].before.id", equalTo(board.metadata().image().text()))
                .body("changes[2].after", nullValue())
                .body("bytes", equalTo(0));
        request("deployment-impact", old, board).body("changes", hasSize(0));
        fleet.owner()
                .get(fleet.path(GROUP + "deployments"))
                .body("items.images.name", contains(List.of("blinky", "board")));
    }

    @Test
    void an_impossible_deployment_has_no_preview() {
        request("deployment-impact", next, old).statusCode(400);
        request("deployment-impact", Packages.application(Packages.newComponent(), "never uploaded"))
                .statusCode(404)
                .body("errors.field", contains("imageIds"));
    }

    /** Changes a column of a device. */
    private void change(DeviceId device, String assignment) {
        CatalogId catalog = fleet.catalogId();
        OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        catalog,
                        tx -> tx.update(
                                "update device set " + assignment + " where catalog_id = $1 and device_id = $2",
                                catalog,
                                device)));
    }

    private ImagePackage upload(ImagePackage image) {
        fleet.owner()
                .upload(fleet.path("images"), "application/octet-stream", image.bytes())
                .statusCode(201);
        return image;
    }

    private int length(ImagePackage image) {
        return fleet.owner()
                .get(fleet.path("images/" + image.metadata().image().text()))
                .extract()
                .path("length");
    }

    private ValidatableResponse request(String path, ImagePackage... images) {
        return fleet.owner()
                .post(
                        fleet.path(GROUP + path),
                        Map.of(
                                "imageIds",
                                Arrays.stream(images)
                                        .map(image -> image.metadata().image().text())
                                        .toList()));
    }
}
