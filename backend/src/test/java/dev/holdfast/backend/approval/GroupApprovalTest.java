package dev.holdfast.backend.approval;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests device groups that require approval of their deployments. The catalog has no approval rules. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class GroupApprovalTest {
    private static final String PRODUCTION = "products/Thermostat/groups/Production";
    private static final String DEPLOYMENTS = PRODUCTION + "/deployments";

    private Fleet fleet;
    private String image;

    @BeforeEach
    void a_group_that_requires_approval() {
        fleet = Fleet.create();
        ImagePackage blinky = Packages.application(Packages.newComponent(), "blinky");
        in("publisher")
                .upload(fleet.path("images"), "application/octet-stream", blinky.bytes())
                .statusCode(201);
        image = blinky.metadata().image().text();
        change(settings("", true)).statusCode(200).body("requiresApproval", equalTo(true));
    }

    @Test
    void deployments_wait_for_approval_only_in_the_group() {
        deploy("products/Thermostat/groups/Field Test/deployments").statusCode(201);
        String approval = deploy(DEPLOYMENTS)
                .statusCode(202)
                .body("operation", equalTo("START_DEPLOYMENT"))
                .extract()
                .path("id");
        in("reader").get(fleet.path(DEPLOYMENTS)).body("items", hasSize(0));

        approve(approval);

        in("reader").get(fleet.path(DEPLOYMENTS)).body("items", hasSize(1));
    }

    @Test
    void turning_it_off_waits_for_approval() {
        String approval = change(settings("Kitchens", false))
                .statusCode(202)
                .body("operation", equalTo("CHANGE_GROUP"))
                .body("effect", contains("description:  → Kitchens", "requiresApproval: true → false"))
                .extract()
                .path("id");
        deploy(DEPLOYMENTS).statusCode(202);

        approve(approval);

        in("reader").get(fleet.path(PRODUCTION)).body("requiresApproval", equalTo(false));
        in("reader")
                .get(fleet.path("audit?filter=action:ChangeGroupSettings"))
                .body("items[0].before.requiresApproval", equalTo(true))
                .body("items[0].after.requiresApproval", equalTo(false));
        change(settings("Bathrooms", false)).statusCode(200);
    }

    @Test
    void other_settings_change_without_approval_and_keep_it() {
        change(settings("Kitchens", null))
                .statusCode(200)
                .body("description", equalTo("Kitchens"))
                .body("requiresApproval", equalTo(true));
        change(settings("Bathrooms", true)).statusCode(200);

        deploy(DEPLOYMENTS).statusCode(202);
    }

    @Test
    void a_new_group_can_require_approval() {
        in("contributor")
                .post(
                        fleet.path("products/Thermostat/groups"),
                        Map.of("name", "Hospitals", "settings", settings("", true)))
                .statusCode(201)
                .body("requiresApproval", equalTo(true));
        in("contributor")
                .post(
                        fleet.path("products/Thermostat/groups"),
                        Map.of("name", "Benches", "settings", settings("", null)))
                .statusCode(201)
                .body("requiresApproval", equalTo(false));
    }

    /** Returns settings of a group. Leaves out {@code requiresApproval} for null. */
    private static Map<String, Object> settings(String description, @Nullable Boolean requiresApproval) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "description",
                description,
                "osFeedType",
                "Retail",
                "updatePolicy",
                "UpdateAll",
                "allowCrashDumpsCollection",
                "Disabled",
                "regionalDataBoundary",
                "None"));
        if (requiresApproval != null) {
            settings.put("requiresApproval", requiresApproval);
        }
        return settings;
    }

    /** Replaces the settings of the group Production, as a contributor. */
    private ValidatableResponse change(Map<String, Object> settings) {
        return in("contributor")
                .request()
                .contentType("application/json")
                .body(settings)
                .put(OperatorApi.BASE + fleet.path(PRODUCTION))
                .then();
    }

    private ValidatableResponse deploy(String deployments) {
        return in("publisher").post(fleet.path(deployments), Map.of("imageIds", List.of(image)));
    }

    private void approve(String approval) {
        in("approver")
                .post(fleet.path("approvals/" + approval + "/approve"), Map.of("comment", "Seen."))
                .statusCode(200);
    }

    /** Returns a person with a role in the whole catalog. */
    private Operator in(String role) {
        return Operator.in(fleet.catalog(), role);
    }
}
