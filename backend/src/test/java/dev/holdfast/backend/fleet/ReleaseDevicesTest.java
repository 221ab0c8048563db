package dev.holdfast.backend.fleet;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.holdfast.backend.fleet.list.ListedDevices;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.Reason;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Unclaiming devices revokes their certificates. So does the transfer that an offer leads to. Approval rules for revocation therefore apply
 * to unclaiming and to offers.
 */
@SuppressWarnings("NullAway.Init") // set before each test
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ReleaseDevicesTest {
    private static final Map<String, String> SEEN = Map.of("comment", "Seen.");
    private static final Map<String, String> PRODUCTION = Map.of("product", "Thermostat", "group", "Production");

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    private Fleet fleet;
    private Fleet other;
    private List<DeviceId> chips;

    @BeforeEach
    void devices() {
        fleet = Fleet.create();
        other = Fleet.create();
        chips = fleet.endorsedChips(2);
        fleet.claim("Production", chips);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RELEASE_DEVICES", "REVOKE_CERTIFICATES"})
    void unclaiming_waits_for_approval(String operation) {
        requireApproval(operation);

        String approval = waits(unclaim());

        fleet.owner().get(fleet.path("devices")).body("total", equalTo(2));
        fleet.owner()
                .get(fleet.path("approvals/" + approval))
                .body("approval.operation", equalTo("RELEASE_DEVICES"))
                .body("approval.summary", equalTo("Unclaim 2 devices."))
                .body("preview.changed", equalTo(false))
                .body("preview.effect[0]", equalTo("Would be unclaimed: 2 of 2 devices."))
                .body("preview.effect[1]", equalTo("Thermostat / Production: 2 devices"))
                .body("preview.effect[3]", containsString("certificates"));
        fleet.owner()
                .post(fleet.path("approvals/" + approval + "/approve"), SEEN)
                .statusCode(403);
        approve(approval).statusCode(200);

        fleet.owner().get(fleet.path("devices")).body("total", equalTo(0));
        fleet.owner()
                .get(fleet.path("audit?filter=action:UnclaimDevices"))
                .body("items[0].actor", equalTo("owner-of-" + fleet.catalog()))
                .body("items[0].reason", equalTo("Sold"))
                .body("items[0].after.approvedBy", equalTo("approver-of-" + fleet.catalog()))
                .body("items[1].detail", equalTo("Requested approval: Unclaim 2 devices."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MOVE_DEVICES", "CHANGE_GROUP"})
    void accepting_devices_waits_for_approval_like_a_move(String operation) {
        String transfer = offer().statusCode(201).extract().path("transfer.id");
        requireApproval(other, operation);

        String approval = waits(other.owner().post(other.path("transfers/" + transfer + "/accept"), PRODUCTION));

        other.owner().get(other.path("devices")).body("total", equalTo(0));
        other.owner()
                .get(other.path("approvals/" + approval))
                .body("approval.operation", equalTo("MOVE_DEVICES"))
                .body(
                        "approval.summary",
                        equalTo("Accept 2 devices from catalog " + fleet.catalog() + " into Thermostat / Production."))
                .body("preview.effect[1]", containsString("Thermostat / Production"));
        Operator.in(other.catalog(), "approver")
                .post(other.path("approvals/" + approval + "/approve"), SEEN)
                .statusCode(200);

        other.owner().get(other.path("devices")).body("total", equalTo(2));
        other.owner()
                .get(other.path("audit?filter=action:AcceptTransfer"))
                .body("items[0].actor", equalTo("owner-of-" + other.catalog()))
                .body("items[0].after.approvedBy", equalTo("approver-of-" + other.catalog()));
    }

    @Test
    void an_expired_offer_can_be_neither_declined_nor_withdrawn() throws SQLException {
        String transfer = offer().statusCode(201).extract().path("transfer.id");
        new ListedDevices(fleet, owner)
                .run("update device_transfer set expires_at = now() where from_catalog = current_catalog_id()");

        other.owner()
                .post(other.path("transfers/" + transfer + "/decline"), new Reason("Late"))
                .statusCode(409);
        fleet.owner()
                .post(fleet.path("transfers/" + transfer + "/withdraw"), new Reason("Late"))
                .statusCode(409);
        other.owner().get(other.path("transfers/" + transfer)).body("transfer.state", equalTo("EXPIRED"));
    }

    @Test
    void a_request_to_accept_devices_that_were_withdrawn_cannot_be_approved() {
        String transfer = offer().statusCode(201).extract().path("transfer.id");
        requireApproval(other, "MOVE_DEVICES");
        String approval = waits(other.owner().post(other.path("transfers/" + transfer + "/accept"), PRODUCTION));

        fleet.owner()
                .post(fleet.path("transfers/" + transfer + "/withdraw"), new Reason("Mistake"))
                .statusCode(200);

        Operator.in(other.catalog(), "approver")
                .post(other.path("approvals/" + approval + "/approve"), SEEN)
                .statusCode(409);
        other.owner().get(other.path("devices")).body("total", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RELEASE_DEVICES", "REVOKE_CERTIFICATES"})
    void an_offer_waits_for_approval_but_accepting_it_does_not(String operation) {
        requireApproval(operation);

        String approval = waits(offer());

        other.owner().get(other.path("transfers")).body("items", empty());
        fleet.owner()
                .get(fleet.path("approvals/" + approval))
                .body(
                        "preview.effect[0]",
                        equalTo("Would be offered to catalog " + other.catalog() + " for 3 days: 2 of 2 devices."));
        approve(approval).statusCode(200);

        fleet.owner()
                .get(fleet.path("audit?filter=action:OfferTransfer"))
                .body("items[0].actor", equalTo("owner-of-" + fleet.catalog()))
                .body("items[0].after.state", equalTo("OPEN"))
                .body("items[0].address", equalTo("127.0.0.1"))
                .body("items[0].after.approvedBy", equalTo("approver-of-" + fleet.catalog()))
                .body("items[1].detail", startsWith("Requested approval: Offer 2 devices to catalog"));
        other.owner()
                .get(other.path("audit?filter=action:OfferTransfer"))
                .body("items[0].actor", equalTo("owner-of-" + fleet.catalog()))
                .body("items[0].after.approvedBy", nullValue())
                .body("items[0].address", nullValue())
                .body("items[0].agent", nullValue());
        String transfer = other.owner()
                .get(other.path("transfers"))
                .body("items.offeredBy", contains("owner-of-" + fleet.catalog()))
                .body("items.note", contains("Sold"))
                .extract()
                .path("items[0].id");
        other.owner()
                .post(other.path("transfers/" + transfer + "/accept"), PRODUCTION)
                .statusCode(200);
        other.owner().get(other.path("devices")).body("total", equalTo(2));
    }

    /** In a catalog with few devices, each device is read. In a catalog with many, an index is used. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2_500})
    void the_approver_can_list_exactly_the_devices_of_the_request(int others) throws SQLException {
        requireApproval("RELEASE_DEVICES");
        List<DeviceId> more = fleet.endorsedChips(1);
        fleet.claim("Field Test", more);
        new ListedDevices(fleet, owner).run("""
                insert into device (catalog_id, device_id, group_id, claimed_at, trust)
                select g.catalog_id, sha512(convert_to(g.group_id || ' ' || n, 'UTF8')), g.group_id, now(), 'UNKNOWN'
                from device_group g, generate_series(1, %d) n
                where g.catalog_id = current_catalog_id() and g.name = 'Production'""".formatted(others));

        String approval = waits(unclaim(List.of(
                chips.getFirst(), more.getFirst(), other.endorsedChips(1).getFirst())));

        fleet.owner().get(fleet.path("approvals/" + approval)).body("approval.summary", equalTo("Unclaim 2 devices."));
        Operator approver = Operator.in(fleet.catalog(), "approver");
        approver.get(fleet.path("devices?filter=approval:" + approval))
                .body("total", equalTo(2))
                .body(
                        "items.id",
                        containsInAnyOrder(
                                chips.getFirst().text(), more.getFirst().text()));
        approver.get(fleet.path("devices?limit=500&filter=-approval:" + approval))
                .body("items.id", not(hasItem(chips.getFirst().text())))
                .body("items.id", not(hasItem(more.getFirst().text())))
                .body("items", hasSize(Math.min(500, others + 1)));
        approver.get(fleet.path("devices?filter=approval:nothing")).statusCode(400);
        other.owner()
                .get(other.path("devices?filter=approval:" + approval))
                .statusCode(400)
                .body("errors.message", contains("approval: the catalog has no such approval request"));
    }

    @Test
    void a_request_without_existing_devices_is_refused() {
        requireApproval("RELEASE_DEVICES");

        unclaim(other.endorsedChips(2))
                .statusCode(409)
                .body("detail", equalTo("None of the devices is in the catalog. Check the device IDs."));
    }

    @Test
    void missing_devices_are_listed_to_the_requester_only() {
        requireApproval("RELEASE_DEVICES");
        List<DeviceId> strangers = other.endorsedChips(2);

        String approval = unclaim(
                        Stream.concat(chips.stream(), strangers.stream()).toList())
                .statusCode(202)
                .body("summary", containsString(chips.size() + " devices"))
                .body(
                        "notFound",
                        containsInAnyOrder(
                                strangers.getFirst().text(), strangers.getLast().text()))
                .extract()
                .path("id");
        fleet.owner()
                .get(fleet.path("approvals/" + approval))
                .body("approval", not(hasKey("notFound")))
                .body("preview.impossible", nullValue());
    }

    @Test
    void other_approval_rules_do_not_apply() {
        requireApproval("BLOCK_ONE_DEVICE");

        unclaim().statusCode(200).body("unclaimed", equalTo(2));
    }

    @Test
    void devices_that_cannot_leave_are_refused_before_approval() {
        requireApproval("RELEASE_DEVICES");
        fleet.owner()
                .post(
                        fleet.path("devices/block"),
                        Map.of("deviceIds", List.of(chips.getFirst().text()), "reason", "Stolen"))
                .statusCode(200);

        offer().statusCode(409).body("detail", containsString("blocked"));
        offer(fleet.catalog()).statusCode(400).body("errors.field", contains("to"));
        fleet.owner().get(fleet.path("approvals")).body("items", hasSize(0));
    }

    @Test
    void an_offer_fails_when_a_device_left_before_approval() {
        requireApproval("RELEASE_DEVICES");
        String approval = waits(offer());
        approve(waits(unclaim(chips.subList(0, 1)))).statusCode(200);

        fleet.owner()
                .get(fleet.path("approvals/" + approval))
                .body("preview.impossible", startsWith("The subject of this request is no longer in the catalog"));
        approve(approval).statusCode(409);
        other.owner().get(other.path("transfers")).body("items", empty());
    }

    @Test
    void expiry_is_not_attributed_to_the_next_requester() throws SQLException {
        requireApproval("RELEASE_DEVICES");
        waits(unclaim());
        new ListedDevices(fleet, owner)
                .run(
                        "update approval set expires_at = now() - interval '1 second' where catalog_id = current_catalog_id()");

        waits(unclaim());

        fleet.owner()
                .get(fleet.path("audit?filter=action:ExpireApproval"))
                .body("items[0].actor", equalTo("system"))
                .body("items[0].address", nullValue())
                .body("items[0].correlation", nullValue());
        fleet.owner()
                .get(fleet.path("audit?filter=action:UnclaimDevices"))
                .body("items[0].address", equalTo("127.0.0.1"));
    }

    @Test
    void a_person_can_have_at_most_a_hundred_pending_requests() throws SQLException {
        requireApproval("RELEASE_DEVICES");
        waits(unclaim(chips.subList(0, 1)));
        new ListedDevices(fleet, owner).run("""
                insert into approval (catalog_id, approval_id, operation, subject, summary, payload, state, requested_by, author_names,
                    requested_at, expires_at, comment, effect, requester)
                select catalog_id, gen_random_uuid(), operation, subject || n, summary, payload, state, 'token:robot ' || n, author_names,
                    requested_at, expires_at, comment, effect, requester
                from approval, generate_series(1, 99) n where catalog_id = current_catalog_id()""");

        unclaim(chips.subList(1, 2))
                .statusCode(409)
                .body("detail", startsWith("You have 100 requests that wait for approval"));
        Map<String, Object> another = Map.of("deviceIds", ids(chips.subList(1, 2)), "reason", "Sold");
        new Operator(fleet.owner()
                        .post(
                                fleet.path("tokens"),
                                Map.of("kind", "SERVICE", "name", "another", "role", "OWNER", "days", 1))
                        .extract()
                        .<String>path("secret"))
                .post(fleet.path("devices/unclaim"), another)
                .statusCode(409)
                .body("detail", startsWith("You have 100 requests that wait for approval"));
        Operator.installationOwner()
                .post(fleet.path("devices/unclaim"), another)
                .statusCode(202);
    }

    private void requireApproval(String operation) {
        requireApproval(fleet, operation);
    }

    private static void requireApproval(Fleet where, String operation) {
        where.owner()
                .request()
                .contentType(ContentType.JSON)
                .body(Map.of("operations", List.of(operation), "comment", "Two see more."))
                .put(OperatorApi.BASE + where.path("approvals/rules"))
                .then()
                .statusCode(200);
    }

    /** Unclaims both chips, or requests that if it requires approval. */
    private ValidatableResponse unclaim() {
        return unclaim(chips);
    }

    private ValidatableResponse unclaim(List<DeviceId> devices) {
        return fleet.owner().post(fleet.path("devices/unclaim"), Map.of("deviceIds", ids(devices), "reason", "Sold"));
    }

    /** Offers both chips to the other catalog, or requests that if it requires approval. */
    private ValidatableResponse offer() {
        return offer(other.catalog());
    }

    private ValidatableResponse offer(String to) {
        return fleet.owner()
                .post(
                        fleet.path("transfers"),
                        Map.of("to", to, "deviceIds", ids(chips), "note", "Sold", "expiresInDays", 3));
    }

    private static List<String> ids(List<DeviceId> devices) {
        return devices.stream().map(DeviceId::text).toList();
    }

    /** Asserts that a request waits for approval, and returns the approval's ID. */
    private static String waits(ValidatableResponse answer) {
        return answer.statusCode(202).extract().path("id");
    }

    private ValidatableResponse approve(String approval) {
        return Operator.in(fleet.catalog(), "approver").post(fleet.path("approvals/" + approval + "/approve"), SEEN);
    }
}
