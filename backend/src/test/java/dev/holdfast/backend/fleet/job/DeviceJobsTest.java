package dev.holdfast.backend.fleet.job;

import static dev.holdfast.backend.fleet.job.Jobs.begin;
import static dev.holdfast.backend.fleet.job.Jobs.body;
import static dev.holdfast.backend.fleet.job.Jobs.into;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.job.DeviceJobRefusalPage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Device jobs from the request to the result. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class DeviceJobsTest {
    @Inject
    Jobs jobs;

    @Test
    void a_job_moves_the_devices_of_a_filter_with_one_audit_entry() {
        Fleet fleet = Fleet.create();
        fleet.claim("Production", fleet.endorsedChips(700));
        fleet.claim("Field Test", fleet.endorsedChips(3));

        ValidatableResponse begun =
                begin(fleet, "move", Map.of("filter", "group:production"), into("Field Test", "Because"));
        String job = begun.statusCode(202)
                .header("Location", endsWith("/device-jobs/" + begun.extract().path("id")))
                .body("devicesTotal", equalTo(700))
                .body("summary", equalTo("Move to Thermostat / Field Test"))
                .extract()
                .path("id");

        jobs.ended(fleet, job)
                .body("state", equalTo("FINISHED"))
                .body("changed", equalTo(700))
                .body("refused", equalTo(0));
        count(fleet, "group:\"field test\"", 703);
        fleet.owner()
                .get(fleet.path("audit?filter=action:MoveDevices"))
                .body("items", hasSize(1))
                .body("items[0].reason", equalTo("Because"))
                .body("items[0].actor", equalTo("owner-of-" + fleet.catalog()))
                .body("items[0].detail", containsString("Of 700 devices 700 changed"))
                .body("items[0].before.devicesIn", equalTo(Map.of("Thermostat / Production", 700)))
                .body("items[0].after.devicesIn", equalTo(Map.of("Thermostat / Field Test", 700)));
        fleet.owner()
                .get(fleet.path("audit?filter=action:StartDeviceJob"))
                .body("items[0].detail", containsString("700 devices that match group:production"));
    }

    /** Operation of the job, and action of the audit entry. */
    @ParameterizedTest
    @CsvSource({"move,MoveDevices", "tag,DescribeDevice", "tag,TagDevices"})
    void the_audit_entry_of_a_job_has_the_origin_of_its_request(String operation, String action) {
        Fleet fleet = Fleet.create();
        fleet.claim("Production", fleet.endorsedChips(1));
        ValidatableResponse token = fleet.owner()
                .post(fleet.path("tokens"), Map.of("kind", "SERVICE", "name", "worker", "role", "OWNER", "days", 1))
                .statusCode(201);

        String job = new Operator(token.extract().<String>path("secret"))
                .request()
                .contentType(ContentType.JSON)
                .header("Forwarded", Installation.fromConsole("192.0.2.1"))
                .header("User-Agent", "asked with this")
                .header("X-Request-Id", "asked-in-this")
                .body(body(
                        Map.of("filter", ""),
                        operation.equals("tag") ? Map.of("add", List.of("lab")) : into("Field Test", "")))
                .post(OperatorApi.BASE + fleet.path("device-jobs/" + operation))
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        jobs.ended(fleet, job).body("changed", equalTo(1));
        fleet.owner()
                .get(fleet.path("audit?filter=action:" + action))
                .body("items[0].actor", equalTo("token:worker"))
                .body("items[0].tokenId", equalTo(token.extract().<String>path("token.id")))
                .body("items[0].address", equalTo("192.0.2.1"))
                .body("items[0].agent", equalTo("asked with this"))
                .body("items[0].correlation", equalTo("asked-in-this"));
    }

    @Test
    void the_audit_entry_lists_the_moves_of_few_devices() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(2);
        fleet.claim("Production", chips.subList(0, 1));
        fleet.claim("Field Test", chips.subList(1, 2));

        String job = begin(fleet, "move", Map.of("filter", ""), into("Field Test", ""))
                .statusCode(202)
                .extract()
                .path("id");

        jobs.ended(fleet, job).body("changed", equalTo(1)).body("unchanged", equalTo(1));
        String moved = chips.getFirst().text();
        fleet.owner()
                .get(fleet.path("audit?filter=action:MoveDevices"))
                .body("items[0].before.devices", equalTo(Map.of(moved, "Thermostat / Production")))
                .body("items[0].after.devices", equalTo(Map.of(moved, "Thermostat / Field Test")));
    }

    @Test
    void jobs_claim_into_no_group_and_move_out_of_groups() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(3);
        Map<String, Object> none = Map.of("product", ".default", "group", ".default");
        fleet.claim("Production", chips.subList(0, 1));
        Map<String, Object> claim = new HashMap<>(none);
        claim.put("deviceIds", chips.subList(1, 3).stream().map(DeviceId::text).toList());
        String claimed = fleet.owner()
                .post(fleet.path("device-jobs/claim"), claim)
                .statusCode(202)
                .body("summary", equalTo("Claim into no group"))
                .extract()
                .path("id");
        jobs.ended(fleet, claimed).body("changed", equalTo(2));
        count(fleet, "group:.unassigned", 2);

        String moved = begin(fleet, "move", Map.of("filter", "group:production"), none)
                .statusCode(202)
                .body("summary", equalTo("Move to no group"))
                .extract()
                .path("id");

        jobs.ended(fleet, moved).body("changed", equalTo(1));
        count(fleet, "product:.unassigned", 3);
        fleet.owner()
                .post(fleet.path("device-jobs/preview"), Map.of("filter", "product:.unassigned"))
                .statusCode(200)
                .body("groups.product", contains(".unassigned"));
    }

    @Test
    void refused_devices_are_listed_with_the_reason_and_others_change() {
        Fleet fleet = Fleet.create();
        List<DeviceId> mine = fleet.endorsedChips(2);
        fleet.claim("Production", mine);
        DeviceId foreign = SiliconManufacturer.chips(1).getFirst();

        String job = begin(fleet, "tag", ids(mine.get(0), mine.get(1), foreign), Map.of("add", List.of("lab", "roof")))
                .statusCode(202)
                .extract()
                .path("id");

        jobs.ended(fleet, job).body("changed", equalTo(2)).body("refused", equalTo(1));
        fleet.owner()
                .get(fleet.path("device-jobs/" + job + "/refusals"))
                .body("total", equalTo(1))
                .body("items[0].deviceId", equalTo(foreign.text()))
                .body("items[0].code", equalTo("NOT_FOUND"));
        assertThat(fleet.owner()
                        .get(fleet.path("device-jobs/" + job + "/refusals.csv"))
                        .statusCode(200)
                        .contentType("text/csv")
                        .extract()
                        .asString())
                .isEqualTo("\"deviceId\",\"code\",\"reason\"\r\n\"" + foreign.text()
                        + "\",\"NOT_FOUND\",\"This catalog has no such device.\"\r\n");
        fleet.owner().get(fleet.path("devices/" + mine.getFirst().text())).body("tags", contains("lab", "roof"));
        fleet.owner()
                .get(fleet.path("audit?filter=action:DescribeDevice"))
                .body("items.detail", everyItem(equalTo("Tags: none → “lab, roof”.")))
                .body("items", hasSize(2));
    }

    @Test
    void all_refused_devices_are_counted_and_the_first_are_listed() {
        Fleet fleet = Fleet.create();
        int many = DeviceJobRefusalPage.MAX_LISTED + 700;
        List<String> nobodys =
                IntStream.rangeClosed(1, many).mapToObj("%0128x"::formatted).toList();

        String job = begin(fleet, "tag", Map.of("deviceIds", nobodys), Map.of("add", List.of("lab")))
                .statusCode(202)
                .extract()
                .path("id");

        jobs.ended(fleet, job).body("refused", equalTo(many));
        List<String> lines = fleet.owner()
                .get(fleet.path("device-jobs/" + job + "/refusals.csv"))
                .extract()
                .asString()
                .lines()
                .toList();
        assertThat(lines).hasSize(1 + DeviceJobRefusalPage.MAX_LISTED);
        assertThat(lines.getLast()).startsWith('"' + nobodys.get(DeviceJobRefusalPage.MAX_LISTED - 1) + '"');
        fleet.owner()
                .get(fleet.path("device-jobs/" + job + "/refusals?limit=1"))
                .body("total", equalTo(many))
                .body("items[0].deviceId", equalTo(nobodys.getFirst()));
    }

    @Test
    void jobs_block_unblock_and_claim_devices() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(5);
        String claim = fleet.owner()
                .post(
                        fleet.path("device-jobs/claim"),
                        Map.of(
                                "product",
                                "Thermostat",
                                "group",
                                "Production",
                                "deviceIds",
                                chips.stream().map(DeviceId::text).toList()))
                .statusCode(202)
                .extract()
                .path("id");
        jobs.ended(fleet, claim).body("changed", equalTo(5));

        String block = begin(fleet, "block", Map.of("filter", ""), Map.of("reason", "Stolen"))
                .statusCode(202)
                .extract()
                .path("id");
        jobs.ended(fleet, block).body("changed", equalTo(5));
        count(fleet, "is:blocked", 5);
        String unblock = begin(fleet, "unblock", ids(chips.getFirst()), Map.of("reason", "Found"))
                .extract()
                .path("id");
        jobs.ended(fleet, unblock).body("changed", equalTo(1));
        count(fleet, "is:blocked", 4);
        fleet.owner()
                .get(fleet.path("audit?filter=action:BlockDevices"))
                .body("items[0].before", equalTo(Map.of("blocked", false)))
                .body("items[0].after", equalTo(Map.of("blocked", true)));
        fleet.owner()
                .get(fleet.path("audit?filter=action:UnblockDevices"))
                .body("items[0].before", equalTo(Map.of("blocked", true)))
                .body("items[0].after", equalTo(Map.of("blocked", false)));
        fleet.owner()
                .get(fleet.path("audit?filter=action:ClaimDevices"))
                .body("items[0].before", nullValue())
                .body("items[0].after.devices.keySet()", hasSize(5));

        fleet.owner()
                .post(fleet.path("device-jobs/preview"), Map.of("filter", ""))
                .statusCode(200)
                .body("devices", equalTo(5))
                .body("blocked", equalTo(4))
                .body("groups[0].group", equalTo("Production"));
        fleet.owner()
                .get(fleet.path("device-jobs"))
                .body("items.operation", equalTo(List.of("UNBLOCK", "BLOCK", "CLAIM")));
    }

    private static Map<String, Object> ids(DeviceId... devices) {
        return Map.of("deviceIds", List.of(devices).stream().map(DeviceId::text).toList());
    }

    /** Asserts the number of devices that match a filter. */
    private static void count(Fleet fleet, String filter, int devices) {
        fleet.owner()
                .request()
                .queryParam("filter", filter)
                .get(OperatorApi.BASE + fleet.path("devices"))
                .then()
                .body("total", equalTo(devices));
    }
}
