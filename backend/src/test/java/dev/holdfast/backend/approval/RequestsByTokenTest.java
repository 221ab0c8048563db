package dev.holdfast.backend.approval;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.update.image.Packages;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request made with a token fails if the token becomes invalid before the approval. */
@SuppressWarnings("NullAway.Init") // set before each test
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RequestsByTokenTest {
    private static final String DEPLOYMENTS = "products/Thermostat/groups/Production/deployments";
    /** Part of the reason why the approval is impossible. */
    private static final String ENDED = "a token that has since been revoked or has expired";

    private Fleet fleet;

    @BeforeEach
    void a_fleet_whose_deployments_need_approval() {
        fleet = Fleet.create();
        in("owner")
                .request()
                .contentType("application/json")
                .body(Map.of("operations", List.of("START_DEPLOYMENT"), "comment", "Two see more."))
                .put(OperatorApi.BASE + fleet.path("approvals/rules"))
                .then()
                .statusCode(200);
    }

    @Test
    void a_persons_request_by_token_fails_after_the_token_is_revoked() {
        assertEndsWithTheToken("PERSONAL", publisherByAssignment());
    }

    @Test
    void a_services_request_fails_after_its_token_is_revoked() {
        assertEndsWithTheToken("SERVICE", in("owner"));
    }

    @Test
    void a_request_by_a_valid_token_is_performed() {
        String approval = ask(token("SERVICE", in("owner")));

        decide("approve", approval).statusCode(200);

        in("reader").get(fleet.path(DEPLOYMENTS)).body("items", hasSize(1));
    }

    @Test
    void a_token_withdraws_its_own_requests_and_its_creator_all() {
        Operator creator = publisherByAssignment();
        Operator robot = bearer(token("PERSONAL", creator));
        Operator leaked = bearer(creator.post(
                fleet.path("tokens"), Map.of("kind", "PERSONAL", "name", "a", "role", "READER", "days", 1)));
        String own = ask(creator);

        for (Operator other : List.of(leaked, robot)) {
            withdraw(other, own).statusCode(403).body("detail", containsString("can withdraw only its own requests"));
            other.get(fleet.path("approvals?filter=is:mine")).body("items", hasSize(0));
        }
        creator.get(fleet.path("approvals?filter=is:mine")).body("items.id", contains(own));
        withdraw(creator, own).statusCode(200).body("state", equalTo("WITHDRAWN"));

        String robots = ask(robot);
        robot.get(fleet.path("approvals?filter=is:mine")).body("items.id", contains(robots));
        withdraw(leaked, robots).statusCode(403);
        withdraw(robot, robots).statusCode(200);
        withdraw(creator, ask(robot)).statusCode(200);
    }

    @Test
    void a_services_creator_withdraws_its_requests_and_their_other_tokens_cannot() {
        Operator service = bearer(token("SERVICE", in("owner")));
        Operator reader = bearer(in("owner")
                .post(fleet.path("tokens"), Map.of("kind", "SERVICE", "name", "b", "role", "READER", "days", 1)));
        String approval = ask(service);

        withdraw(reader, approval).statusCode(403);
        withdraw(in("owner"), approval).statusCode(200);
    }

    /** Revokes the token of a request. The request then cannot be approved, even though its creator has another token. */
    private void assertEndsWithTheToken(String kind, Operator creator) {
        ValidatableResponse token = token(kind, creator);
        String approval = ask(token);
        creator.request()
                .delete(OperatorApi.BASE
                        + fleet.path("tokens/" + token.extract().<String>path("token.id")))
                .then()
                .statusCode(204);
        token(kind, creator);

        in("approver").get(fleet.path("approvals/" + approval)).body("preview.impossible", containsString(ENDED));
        decide("approve", approval).statusCode(409).body("detail", containsString(ENDED));

        in("reader").get(fleet.path(DEPLOYMENTS)).body("items", hasSize(0));
        decide("reject", approval).statusCode(200).body("state", equalTo("REJECTED"));
    }

    /** Creates a token with the role PUBLISHER. {@code kind} is PERSONAL or SERVICE. */
    private ValidatableResponse token(String kind, Operator creator) {
        return creator.post(fleet.path("tokens"), Map.of("kind", kind, "name", "robot", "role", "PUBLISHER", "days", 1))
                .statusCode(201);
    }

    /** Returns a client that uses the new token. */
    private static Operator bearer(ValidatableResponse token) {
        return new Operator(token.extract().<String>path("secret"));
    }

    /** Requests a deployment by a token, given as the response to its creation. Returns the approval's ID. */
    private String ask(ValidatableResponse token) {
        return ask(bearer(token));
    }

    /** Requests a deployment and returns the approval's ID. The approval is possible at first. */
    private String ask(Operator by) {
        ImagePackage image = Packages.application(Packages.newComponent(), "blinky");
        in("publisher")
                .upload(fleet.path("images"), "application/octet-stream", image.bytes())
                .statusCode(201);
        String approval = by.post(
                        fleet.path(DEPLOYMENTS),
                        Map.of("imageIds", List.of(image.metadata().image().text())))
                .statusCode(202)
                .extract()
                .path("id");
        in("approver").get(fleet.path("approvals/" + approval)).body("preview.impossible", nullValue());
        return approval;
    }

    /** Returns a publisher by role assignment. Personal tokens do not get the roles of identity provider groups. */
    private Operator publisherByAssignment() {
        String name = "temp-of-" + fleet.catalog();
        in("owner")
                .post(
                        fleet.path("members"),
                        Map.of("kind", "SUBJECT", "grantee", "id-of-" + name, "name", name, "role", "PUBLISHER"))
                .statusCode(201);
        return Operator.named(name);
    }

    /** Decides as an approver. {@code how} is "approve" or "reject". */
    private ValidatableResponse decide(String how, String approval) {
        return in("approver").post(fleet.path("approvals/" + approval + "/" + how), Map.of("comment", "Looked at it."));
    }

    private ValidatableResponse withdraw(Operator by, String approval) {
        return by.post(fleet.path("approvals/" + approval + "/withdraw"), Map.of("comment", "Not now."));
    }

    private Operator in(String role) {
        return Operator.in(fleet.catalog(), role);
    }
}
