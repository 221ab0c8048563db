package dev.holdfast.backend.approval;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

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
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A person who creates an account knows its first password, so one person may control both accounts. Neither account can approve requests
 * of the other, directly or through a chain of invitations.
 */
@SuppressWarnings("NullAway.Init") // set before each test
@QuarkusTest
@QuarkusTestResource(Installation.class)
class InvitedApproverTest {
    private Fleet fleet;
    private DeviceId chip;
    private Operator owner;

    @BeforeEach
    void a_catalog_that_requires_approval() {
        fleet = Fleet.create();
        chip = fleet.endorsedChips(1).getFirst();
        fleet.claim("Production", List.of(chip));
        owner = Operator.in(fleet.catalog(), "owner");
        owner.request()
                .contentType(ContentType.JSON)
                .body(Map.of("operations", List.of("BLOCK_ONE_DEVICE"), "comment", "Two see more."))
                .put(OperatorApi.BASE + fleet.path("approvals/rules"))
                .then()
                .statusCode(200);
    }

    @Test
    void a_second_account_of_the_requester_cannot_approve() {
        Operator me2 = invited(owner, "APPROVER");
        String approval = requested(owner);

        approve(me2, approval)
                .statusCode(403)
                .body("detail", containsString("One person may control both your account"));
        me2.post(fleet.path("approvals/" + approval + "/reject"), Map.of("comment", "No."))
                .statusCode(200);
    }

    @Test
    void the_creator_of_the_requesters_account_cannot_approve() {
        String approval = requested(invited(owner, "OWNER"));

        approve(owner, approval)
                .statusCode(403)
                .body("detail", containsString("One person may control both your account"));
        approve(Operator.in(fleet.catalog(), "approver"), approval).statusCode(200);
    }

    @Test
    void a_chain_of_own_accounts_cannot_approve() {
        Operator me2 = invited(owner, "OWNER");
        String approval = requested(me2);

        approve(invited(owner, "APPROVER"), approval).statusCode(403);
        Operator me3 = invited(me2, "APPROVER");
        approve(me3, approval).statusCode(403);
        approve(invited(Operator.installationOwner(), "APPROVER"), approval).statusCode(200);
        approve(me3, requested(owner)).statusCode(403);
    }

    @Test
    void people_invited_by_the_installation_owner_can_approve_each_other() {
        Operator admin = Operator.installationOwner();
        Operator ina = invited(admin, "people", "OWNER");

        Operator paul = invited(admin, "people", "APPROVER");
        String approval = requested(ina);
        paul.get(fleet.path("approvals/" + approval)).body("bothInvitedBy", equalTo("admin"));
        ina.get(fleet.path("approvals/" + approval)).body("bothInvitedBy", nullValue());

        approve(paul, approval).statusCode(200);

        owner.get(fleet.path("audit?filter=action:BlockDevices"))
                .body("items[0].after.approvedBy", startsWith("u"))
                .body("items[0].after.bothInvitedBy", equalTo("admin"));
        owner.get(fleet.path("approvals/" + approval)).body("bothInvitedBy", nullValue());
    }

    @Test
    void an_inviter_of_requester_or_author_cannot_approve() {
        Operator admin = Operator.installationOwner();
        Operator ina = invited(admin, "people", "OWNER");
        String approval = requested(ina);

        approve(admin, approval).statusCode(403);
        Operator approver = Operator.in(fleet.catalog(), "approver");
        approver.get(fleet.path("approvals/" + approval)).body("bothInvitedBy", nullValue());
        approve(approver, approval).statusCode(200);
        owner.get(fleet.path("audit?filter=action:BlockDevices")).body("items[0].after.bothInvitedBy", nullValue());
    }

    @Test
    void an_installation_owner_who_invited_both_is_named() {
        Operator admin = Operator.installationOwner();
        Operator ina = invited(admin, "people", "OWNER");
        Operator paul = invited(ina, "APPROVER");
        String approval = requested(invited(admin, "people", "OWNER"));

        paul.get(fleet.path("approvals/" + approval)).body("bothInvitedBy", equalTo("admin"));
    }

    /** Creates an account in the catalog and gives it a role there. */
    private Operator invited(Operator by, String role) {
        return invited(by, fleet.path("people"), role);
    }

    /**
     * Creates an account and gives it a role in the catalog. {@code people} is the path of the catalog's or the installation's accounts.
     */
    private Operator invited(Operator by, String people, String role) {
        String name = "u" + UUID.randomUUID();
        String subject = by.post(
                        people,
                        Map.of(
                                "userName",
                                name,
                                "email",
                                name + "@example.org",
                                "firstName",
                                "Ina",
                                "lastName",
                                "Invited"))
                .statusCode(201)
                .extract()
                .path("person.subject");
        by.post(
                        fleet.path("members"),
                        Map.of("kind", "SUBJECT", "grantee", subject, "name", "Ina Invited", "role", role))
                .statusCode(201);
        JwtClaims claims = Tokens.claims(name);
        claims.setSubject(subject);
        return new Operator(Tokens.sign(claims));
    }

    /** Requests to block the chip, which requires approval. Returns the approval's ID. */
    private String requested(Operator by) {
        return by.post(fleet.path("devices/block"), Map.of("deviceIds", List.of(chip.text()), "reason", "Stolen."))
                .statusCode(202)
                .extract()
                .path("id");
    }

    private ValidatableResponse approve(Operator by, String approval) {
        return by.post(fleet.path("approvals/" + approval + "/approve"), Map.of("comment", "Seen."));
    }
}
