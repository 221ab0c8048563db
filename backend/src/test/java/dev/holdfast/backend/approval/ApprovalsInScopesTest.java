package dev.holdfast.backend.approval;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People with a role in a product or group see and decide only requests there. */
@SuppressWarnings("NullAway.Init") // set before each test
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ApprovalsInScopesTest {
    private static final Map<String, Object> CAPABILITY =
            Map.of("capabilities", List.of("FieldServicing"), "hours", 2, "reason", "Ticket 7");
    private static final Map<String, String> SEEN = Map.of("comment", "Seen.");

    private Fleet fleet;
    /** A device in the group Field Test. */
    private DeviceId here;
    /** A device in the group Production. */
    private DeviceId elsewhere;

    private Operator publisher;
    private Operator approver;

    @BeforeEach
    void two_groups_and_people_of_one() {
        fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(2);
        here = chips.getFirst();
        elsewhere = chips.getLast();
        fleet.claim("Field Test", List.of(here));
        fleet.claim("Production", List.of(elsewhere));
        requireApproval("ISSUE_CAPABILITY");
        publisher = ofFieldTest("PUBLISHER");
        approver = ofFieldTest("APPROVER");
    }

    private void requireApproval(String operation) {
        Operator.in(fleet.catalog(), "owner")
                .request()
                .contentType(ContentType.JSON)
                .body(Map.of("operations", List.of(operation), "comment", "Two see more."))
                .put(OperatorApi.BASE + fleet.path("approvals/rules"))
                .then()
                .statusCode(200);
    }

    @Test
    void approvers_of_a_group_see_only_requests_of_that_group() {
        String theirs = requested(publisher, here);
        String others = requested(Operator.in(fleet.catalog(), "publisher"), elsewhere);

        for (Operator person : List.of(publisher, approver)) {
            person.get(fleet.path("approvals?filter=is:pending"))
                    .body("items", hasSize(1))
                    .body("items[0].id", equalTo(theirs));
            person.get(fleet.path("approvals/" + theirs)).body("preview.effect[0]", containsString(here.text()));
            person.get(fleet.path("approvals/" + others)).statusCode(404);
            person.get(fleet.path("approvals/rules")).body("operations", equalTo(List.of("ISSUE_CAPABILITY")));
        }
        publisher.get(fleet.path("approvals?filter=is:mine")).body("items", hasSize(1));
        approver.get(fleet.path("approvals?filter=is:mine")).body("items", hasSize(0));
        Operator.in(fleet.catalog(), "reader").get(fleet.path("approvals")).body("items", hasSize(2));
    }

    @Test
    void an_approver_of_the_group_decides_a_block_requested_by_its_owner() {
        requireApproval("BLOCK_ONE_DEVICE");
        Operator owner = ofFieldTest("OWNER");
        Map<String, String> stolen = Map.of("reason", "Stolen");

        owner.post(fleet.path("devices/" + here.text() + "/block-impact"), Map.of())
                .statusCode(200)
                .body("devices", equalTo(1));
        String block = owner.post(fleet.path("devices/" + here.text() + "/block"), stolen)
                .statusCode(202)
                .body("operation", equalTo("BLOCK_ONE_DEVICE"))
                .extract()
                .path("id");
        owner.post(fleet.path("devices/" + elsewhere.text() + "/block"), stolen).statusCode(403);
        approver.post(fleet.path("approvals/" + block + "/approve"), SEEN).statusCode(200);

        owner.get(fleet.path("devices/" + here.text())).body("block.by", equalTo("OWNER-of-" + fleet.catalog()));
        owner.post(fleet.path("devices/" + here.text() + "/unblock"), Map.of("reason", "It was in another drawer"))
                .statusCode(200)
                .body("changed", equalTo(1));
    }

    @Test
    void a_group_cannot_decide_on_a_device_that_moved_away() {
        requireApproval("BLOCK_ONE_DEVICE");
        String block = ofFieldTest("OWNER")
                .post(fleet.path("devices/" + here.text() + "/block"), Map.of("reason", "Stolen"))
                .statusCode(202)
                .extract()
                .path("id");
        fleet.claim("Production", List.of(here));

        approver.post(fleet.path("approvals/" + block + "/approve"), SEEN).statusCode(403);
        Operator.in(fleet.catalog(), "approver")
                .post(fleet.path("approvals/" + block + "/approve"), SEEN)
                .statusCode(409)
                .body("detail", containsString("moved to a scope where they have no role"));
    }

    @Test
    void approvers_of_a_group_decide_only_in_that_group() {
        String others = requested(Operator.in(fleet.catalog(), "publisher"), elsewhere);

        for (String decision : List.of("approve", "reject", "withdraw")) {
            approver.post(fleet.path("approvals/" + others + "/" + decision), SEEN)
                    .statusCode(404);
        }
        approver.post(fleet.path("approvals/" + requested(publisher, here) + "/approve"), SEEN)
                .statusCode(200)
                .body("state", equalTo("APPROVED"));
        publisher
                .post(fleet.path("approvals/" + requested(publisher, here) + "/withdraw"), SEEN)
                .statusCode(200);
    }

    @Test
    void a_reader_of_a_group_cannot_decide() {
        String waits = requested(publisher, here);
        Operator reader = ofFieldTest("READER");
        String both = "both-of-" + fleet.catalog();
        give(both, "READER", "Field Test");
        give(both, "APPROVER", "Production");

        reader.get(fleet.path("approvals")).body("items", hasSize(1));
        reader.post(fleet.path("approvals/" + waits + "/approve"), SEEN).statusCode(403);
        Operator.named(both)
                .post(fleet.path("approvals/" + waits + "/approve"), SEEN)
                .statusCode(403)
                .body("detail", containsString("Your role does not permit this decision"));
    }

    @Test
    void a_request_whose_subject_moved_to_another_group_is_hidden_and_undecided() {
        String waits = requested(publisher, here);
        fleet.claim("Production", List.of(here));

        approver.get(fleet.path("approvals/" + waits))
                .body("preview.effect", hasSize(0))
                .body("preview.impossible", containsString("moved to a scope where you do not have the role"));
        approver.post(fleet.path("approvals/" + waits + "/approve"), SEEN)
                .statusCode(403)
                .body("detail", containsString("moved to a scope where you do not have the role"));
    }

    /** Requests a capability for the device, which requires approval. Returns the approval's ID. */
    private String requested(Operator who, DeviceId device) {
        return who.post(fleet.path("devices/" + device.text() + "/capabilities"), CAPABILITY)
                .statusCode(202)
                .extract()
                .path("id");
    }

    /** Returns a person whose only role is {@code role} in the group Field Test. */
    private Operator ofFieldTest(String role) {
        String name = role + "-of-" + fleet.catalog();
        give(name, role, "Field Test");
        return Operator.named(name);
    }

    /** Assigns a role in a group of the product Thermostat. */
    private void give(String name, String role, String group) {
        Operator.in(fleet.catalog(), "owner")
                .post(
                        fleet.path("members"),
                        Map.of(
                                "kind",
                                "SUBJECT",
                                "grantee",
                                "id-of-" + name,
                                "name",
                                name,
                                "role",
                                role,
                                "product",
                                "Thermostat",
                                "group",
                                group))
                .statusCode(201);
    }
}
