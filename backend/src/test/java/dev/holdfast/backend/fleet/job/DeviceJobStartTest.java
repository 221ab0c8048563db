package dev.holdfast.backend.fleet.job;

import static dev.holdfast.backend.fleet.job.Jobs.begin;
import static dev.holdfast.backend.fleet.job.Jobs.into;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.fleet.list.ListedDevices;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.id.DeviceId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Start of device jobs: permissions, selections and errors. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class DeviceJobStartTest {
    @Inject
    Jobs jobs;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    @Test
    void a_job_needs_the_role_of_its_operation_and_reports_errors() {
        Fleet fleet = Fleet.create();
        fleet.claim("Production", fleet.endorsedChips(1));
        Operator contributor = Operator.in(fleet.catalog(), "contributor");

        contributor
                .post(fleet.path("device-jobs/block"), Map.of("devices", Map.of("filter", ""), "reason", "No"))
                .statusCode(403);
        begin(fleet, "block", Map.of("filter", ""), Map.of("reason", " ")).statusCode(400);
        begin(fleet, "move", Map.of("filter", ""), into("Nowhere", "")).statusCode(404);
        begin(fleet, "move", Map.of("filter", "is:nothing"), into("Production", ""))
                .statusCode(400)
                .body("errors.field", hasItem("filter"));
        begin(fleet, "move", Map.of("filter", "tag:none"), into("Production", ""))
                .statusCode(400)
                .body("errors.message", hasItem("selects no device"));
        begin(fleet, "tag", Map.of("filter", "", "deviceIds", List.of()), Map.of("add", List.of("a")))
                .statusCode(400);
        begin(fleet, "tag", Map.of("filter", ""), Map.of("add", List.of("a"), "remove", List.of("a")))
                .statusCode(400);
        contributor.get(fleet.path("device-jobs")).body("items", hasSize(0));
    }

    @Test
    void a_job_does_not_start_if_more_devices_match_than_in_the_preview() {
        Fleet fleet = Fleet.create();
        fleet.claim("Production", fleet.endorsedChips(2));
        Map<String, Object> seen = Map.of("filter", "", "atMost", 2);
        fleet.claim("Field Test", fleet.endorsedChips(1));

        begin(fleet, "block", seen, Map.of("reason", "Stolen"))
                .statusCode(409)
                .body(
                        "detail",
                        equalTo(
                                "3 devices meet the filter by now, but the preview counted 2. Preview the selection again, then"
                                        + " start the job."));
        begin(fleet, "block", Map.of("deviceIds", List.of("0".repeat(128)), "atMost", 2), Map.of("reason", "Stolen"))
                .statusCode(400)
                .body("errors.field", hasItem("devices.atMost"));
        fleet.owner().get(fleet.path("device-jobs")).body("items", hasSize(0));

        String block = begin(fleet, "block", Map.of("filter", "", "atMost", 3), Map.of("reason", "Stolen"))
                .extract()
                .path("id");
        jobs.ended(fleet, block).body("changed", equalTo(3));
    }

    @Test
    void a_job_counts_ages_from_its_preview() throws SQLException {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(2);
        fleet.claim("Production", chips);
        ListedDevices devices = new ListedDevices(fleet, owner);
        devices.run(
                "update device set last_seen = now() - case when device_id = decode('"
                        + chips.getFirst().text()
                        + "', 'hex') then interval '58 minutes' else interval '62 minutes' end where catalog_id = current_catalog_id()");
        Instant looked = Instant.parse(fleet.owner()
                .post(fleet.path("device-jobs/preview"), Map.of("filter", "seen:>1h"))
                .body("devices", equalTo(1))
                .extract()
                .path("asOf"));
        // Five minutes pass.
        devices.run(
                "update device set last_seen = last_seen - interval '5 minutes' where catalog_id = current_catalog_id()");
        Instant then = looked.minus(Duration.ofMinutes(5));

        Map<String, String> why = Map.of("reason", "Stolen");
        begin(fleet, "block", Map.of("filter", "seen:>1h", "atMost", 1), why).statusCode(409);
        begin(fleet, "block", seen(then.minus(Duration.ofMinutes(11))), why)
                .statusCode(409)
                .body("detail", startsWith("The preview is more than 15 minutes old. Preview the selection again"));
        begin(fleet, "block", seen(then.plus(Duration.ofHours(1))), why)
                .statusCode(400)
                .body("errors.field", hasItem("devices.asOf"));
        begin(fleet, "block", Map.of("filter", "seen:>1h", "asOf", looked.toString()), why)
                .statusCode(400)
                .body("errors.message", hasItem("needs atMost"));
        String block =
                begin(fleet, "block", seen(then), why).statusCode(202).extract().path("id");
        jobs.ended(fleet, block).body("changed", equalTo(1));
    }

    /** Selects the devices that had been silent for an hour at the time of the preview. */
    private static Map<String, Object> seen(Instant looked) {
        return Map.of("filter", "seen:>1h", "atMost", 1, "asOf", looked.toString());
    }
}
