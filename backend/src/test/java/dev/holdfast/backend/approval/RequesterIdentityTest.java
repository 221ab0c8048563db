package dev.holdfast.backend.approval;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.Tokens;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Identity, origin and permissions of requesters and approvers. */
@SuppressWarnings("NullAway.Init") // set before each test
@QuarkusTest
@QuarkusTestResource(Installation.class)
class RequesterIdentityTest {
    private Fleet fleet;
    private DeviceId chip;

    @BeforeEach
    void a_device() {
        fleet = Fleet.create();
        chip = fleet.endorsedChips(1).getFirst();
        fleet.claim("Field Test", List.of(chip));
    }

    @Test
    void a_renamed_requester_cannot_approve_but_a_namesake_can() {
        requireApproval("BLOCK_ONE_DEVICE");
        String approval = block("192.0.2.1");
        String owner = "owner-of-" + fleet.catalog();

        approve(by("id-of-" + owner, "renamed-since"), approval, "192.0.2.2")
                .statusCode(403)
                .body("detail", containsString("You requested this"));
        approve(by("id-of-a-namesake", owner), approval, "192.0.2.2").statusCode(200);
    }

    @Test
    void a_renamed_requester_finds_their_requests_and_a_namesake_does_not() {
        requireApproval("BLOCK_ONE_DEVICE");
        String owner = "owner-of-" + fleet.catalog();
        approve(in("approver"), block("192.0.2.1"), "192.0.2.2").statusCode(200);

        in("owner")
                .get(fleet.path("approvals?filter=is:mine"))
                .body("items", hasSize(1))
                .body("items[0].state", equalTo("APPROVED"))
                .body("items[0].decidedBy", equalTo("approver-of-" + fleet.catalog()))
                .body("items[0].decisionComment", equalTo("Seen."));
        by("id-of-" + owner, "renamed-since")
                .get(fleet.path("approvals?filter=is:mine"))
                .body("items", hasSize(1));
        by("id-of-a-namesake", owner)
                .get(fleet.path("approvals?filter=is:mine"))
                .body("items", hasSize(0));
        in("approver").get(fleet.path("approvals?filter=is:mine")).body("items", hasSize(0));
        in("approver").get(fleet.path("approvals?filter=-is:mine")).body("items", hasSize(1));
    }

    @Test
    void the_audit_entry_names_requester_origin_and_approver() {
        requireApproval("BLOCK_ONE_DEVICE");
        String approval = block("192.0.2.1");

        approve(in("approver"), approval, "192.0.2.2").statusCode(200);

        in("reader")
                .get(fleet.path("audit?filter=action:BlockDevices"))
                .body("items[0].actor", equalTo("owner-of-" + fleet.catalog()))
                .body("items[0].address", equalTo("192.0.2.1"))
                .body("items[0].agent", equalTo("asked with this"))
                .body("items[0].correlation", equalTo("asked-in-this"))
                .body("items[0].detail", endsWith("Stolen"))
                .body("items[0].after", hasEntry("blocked", true))
                .body("items[0].after", hasEntry("approvedBy", "approver-of-" + fleet.catalog()))
                .body("items[0].before", not(hasKey("approvedBy")))
                .body("items[0].actorIssuer", equalTo(Tokens.issuer()))
                .body("items[0].actorSubject", equalTo("id-of-owner-of-" + fleet.catalog()))
                .body("items[0].approverIssuer", equalTo(Tokens.issuer()))
                .body("items[0].approverSubject", equalTo("id-of-approver-of-" + fleet.catalog()));
        in("reader")
                .get(fleet.path("audit?filter=action:DecideApproval"))
                .body("items[0].actor", equalTo("approver-of-" + fleet.catalog()))
                .body("items[0].actorSubject", equalTo("id-of-approver-of-" + fleet.catalog()))
                .body("items[0].approverSubject", nullValue())
                .body("items[0].address", equalTo("192.0.2.2"))
                .body("items[0].agent", not(equalTo("asked with this")))
                .body("items[0].correlation", not(equalTo("asked-in-this")));
    }

    @Test
    void an_audit_entry_identifies_a_renamed_person_by_their_account() {
        saveView(by("id-of-ida", "ida"), "First");
        saveView(by("id-of-ida", "renamed-since"), "Second");
        saveView(by("id-of-a-namesake", "ida"), "Third");

        in("reader")
                .get(fleet.path("audit?filter=is:people"))
                .body("items.actor[0..2]", contains("ida", "renamed-since", "ida"))
                .body("items.actorSubject[0..2]", contains("id-of-a-namesake", "id-of-ida", "id-of-ida"));
        in("reader").get(fleet.path("audit?filter=id-of-ida")).body("items", hasSize(2));
    }

    private void saveView(Operator who, String name) {
        who.post(fleet.path("device-views"), Map.of("name", name, "filter", "", "shared", false))
                .statusCode(201);
    }

    @Test
    void a_reason_cannot_fake_an_approver() {
        in("owner")
                .post(
                        fleet.path("devices/block"),
                        Map.of(
                                "deviceIds",
                                List.of(chip.text()),
                                "reason",
                                "Routine. Approved by approver-of-" + fleet.catalog() + "."))
                .statusCode(200);

        in("reader")
                .get(fleet.path("audit?filter=action:BlockDevices"))
                .body("items[0].after", equalTo(Map.of("blocked", true)));
    }

    @Test
    void every_approved_operation_names_its_approver() {
        requireApproval("RETIRE_AUTHORITY");
        String serial = in("reader").get(fleet.path("certificates")).extract().path("serialNumber");
        approve(
                        in("approver"),
                        waiting(in("owner")
                                .post(
                                        fleet.path("certificates/authorities/" + serial + "/retire"),
                                        Map.of("reason", "Key lost"))),
                        "192.0.2.2")
                .statusCode(200);
        rules(List.of());
        approve(
                        in("approver"),
                        in("reader")
                                .get(fleet.path("approvals?filter=is:pending"))
                                .body("items", hasSize(1))
                                .extract()
                                .path("items[0].id"),
                        "192.0.2.2")
                .statusCode(200);

        String approver = "approver-of-" + fleet.catalog();
        in("reader")
                .get(fleet.path("audit?filter=action:RetireAuthority"))
                .body("items[0].detail", endsWith("Key lost"))
                .body("items[0].after", hasEntry("approvedBy", approver));
        in("reader")
                .get(fleet.path("audit?filter=action:ChangeApprovalRules"))
                .body("items[0].after", hasEntry("approvedBy", approver))
                .body("items[0].before.operations", contains("RETIRE_AUTHORITY"))
                .body("items[0].after.operations", empty())
                .body("items[2].before.operations", empty())
                .body("items[2].after.operations", contains("RETIRE_AUTHORITY"));
    }

    @Test
    void no_capability_is_issued_for_a_device_that_left_the_requesters_scope() {
        requireApproval("ISSUE_CAPABILITY");
        String approval = waiting(publisherOfFieldTest()
                .post(
                        fleet.path("devices/" + chip.text() + "/capabilities"),
                        Map.of("capabilities", List.of("FieldServicing"), "hours", 2, "reason", "Ticket 7")));
        fleet.claim("Production", List.of(chip));

        in("approver")
                .get(fleet.path("approvals/" + approval))
                .body("preview.impossible", containsString("moved to a scope where they have no role"));
        approve(in("approver"), approval, "192.0.2.2")
                .statusCode(409)
                .body("detail", containsString("moved to a scope where they have no role"));

        fleet.claim("Field Test", List.of(chip));
        approve(in("approver"), approval, "192.0.2.2").statusCode(200);
    }

    @Test
    void no_capability_is_issued_for_a_device_that_left_the_catalog() {
        requireApproval("ISSUE_CAPABILITY");
        String approval = waiting(in("publisher")
                .post(
                        fleet.path("devices/" + chip.text() + "/capabilities"),
                        Map.of("capabilities", List.of("FieldServicing"), "hours", 2, "reason", "Ticket 7")));
        in("owner")
                .post(fleet.path("devices/unclaim"), Map.of("deviceIds", List.of(chip.text()), "reason", "Sold."))
                .statusCode(200);

        approve(in("approver"), approval, "192.0.2.2")
                .statusCode(409)
                .body("detail", containsString("is no longer in the catalog"));
    }

    private Operator publisherOfFieldTest() {
        String name = "field-publisher-of-" + fleet.catalog();
        in("owner")
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
                                "PUBLISHER",
                                "product",
                                "Thermostat",
                                "group",
                                "Field Test"))
                .statusCode(201);
        return Operator.named(name);
    }

    private void requireApproval(String operation) {
        rules(List.of(operation));
    }

    /** Replaces all approval rules of the catalog. */
    private void rules(List<String> operations) {
        in("owner")
                .request()
                .contentType(ContentType.JSON)
                .body(Map.of("operations", operations, "comment", "Two see more."))
                .put(OperatorApi.BASE + fleet.path("approvals/rules"))
                .then()
                .statusCode(200);
    }

    /** Requests to block the chip from this client address. Returns the approval's ID. */
    private String block(String address) {
        return waiting(in("owner")
                .request()
                .contentType(ContentType.JSON)
                .header("Forwarded", Installation.fromConsole(address))
                .header("User-Agent", "asked with this")
                .header("X-Request-Id", "asked-in-this")
                .body(Map.of("deviceIds", List.of(chip.text()), "reason", "Stolen"))
                .post(OperatorApi.BASE + fleet.path("devices/block"))
                .then());
    }

    /** Returns the ID of the approval that the answer announces. */
    private static String waiting(ValidatableResponse answer) {
        return answer.statusCode(202).extract().path("id");
    }

    /** Approves from this client address. */
    private ValidatableResponse approve(Operator who, String approval, String address) {
        return who.request()
                .contentType(ContentType.JSON)
                .header("Forwarded", Installation.fromConsole(address))
                .body(Map.of("comment", "Seen."))
                .post(OperatorApi.BASE + fleet.path("approvals/" + approval + "/approve"))
                .then();
    }

    /** Returns an approver with this subject, which is permanent, and this user name, which can change. */
    private Operator by(String subject, String name) {
        JwtClaims claims = Tokens.claims(name, "/catalogs/" + fleet.catalog() + "/approver");
        claims.setSubject(subject);
        return new Operator(Tokens.sign(claims));
    }

    private Operator in(String role) {
        return Operator.in(fleet.catalog(), role);
    }
}
