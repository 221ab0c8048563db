package dev.holdfast.backend.update.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.attestation.anomaly.Anomalies;
import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Await;
import dev.holdfast.backend.installation.EveryPage;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.InternalApi.Report;
import dev.holdfast.contract.device.InternalApi.Reports;
import dev.holdfast.contract.device.InternalApi.ReportsNotStored;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Malformed, unusual and too many reports. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ReportsTest {
    private static final String NOW = "2026-11-24T12:00:00Z";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Gateway gateway;

    @Inject
    Anomalies anomalies;

    @Inject
    Vertx vertx;

    @Test
    void a_malformed_report_is_rejected_so_that_gateways_can_isolate_it() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(2);
        fleet.claim("Production", chips);
        String good = json(chips.getFirst(), NOW, "\"good\"");

        for (String poison : List.of(
                json(chips.getLast(), NOW, "\"a\\u0000b\""),
                json(chips.getLast(), NOW, "\"\\ud800\""),
                json(chips.getLast(), NOW, "null"),
                json(chips.getLast(), "+1000000000-12-31T23:59:59Z", "\"a\""),
                json(chips.getLast(), "+294277-01-01T00:00:00Z", "\"a\""),
                json(chips.getLast(), "-4714-01-01T00:00:00Z", "\"a\""),
                json(chips.getLast(), NOW, "\"a\"").replace('"' + NOW + '"', "99999999999999999999"))) {
            assertThat(send(good, poison).statusCode()).as(poison).isEqualTo(400);
        }
        assertThat(send(good).statusCode()).isEqualTo(204);

        fleet.owner()
                .get(fleet.path("devices/" + chips.getFirst() + "/reports"))
                .statusCode(200)
                .body("items.detail.text", containsInAnyOrder("good"));
    }

    @Test
    void unusual_but_valid_reports_are_stored_once() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(2);
        fleet.claim("Production", chips);
        UUID id = UUID.randomUUID();
        Report first = report(chips.getFirst(), id, Instant.parse("0001-01-01T00:00:00Z"), "first");
        Report last =
                report(chips.getFirst(), UUID.randomUUID(), Instant.parse("9999-12-31T23:59:59.999Z"), "last\t\u202E");
        Report same = report(chips.getLast(), id, Instant.EPOCH, "of another device");

        assertThat(gateway.post("reports", new Reports(List.of(first, last, first, same)))
                        .statusCode())
                .isEqualTo(204);

        fleet.owner()
                .get(fleet.path("devices/" + chips.getFirst() + "/reports"))
                .statusCode(200)
                .body("items.detail.text", containsInAnyOrder("first", "last\t\u202E"));
        fleet.owner()
                .get(fleet.path("devices/" + chips.getLast() + "/reports"))
                .body("items.detail.text", containsInAnyOrder("of another device"));
    }

    @Test
    void reports_of_all_devices_are_listed_filtered_and_exported() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(2);
        fleet.claim("Production", chips);
        assertThat(send(json(chips.getFirst(), NOW, "\"one\""), json(chips.getLast(), NOW, "\"two\""))
                        .statusCode())
                .isEqualTo(204);

        fleet.owner()
                .get(fleet.path("reports"))
                .statusCode(200)
                .body("items.detail.text", containsInAnyOrder("one", "two"));
        fleet.owner()
                .get(fleet.path("reports?filter=two kind:app-event received:<1d"))
                .body("items.deviceId", contains(chips.getLast().text()));
        fleet.owner()
                .get(fleet.path("reports?filter=device:" + chips.getFirst().text()))
                .body("items.detail.text", contains("one"));
        assertThat(fleet.owner()
                        .get(fleet.path("exports/reports.csv?fields=deviceId"))
                        .extract()
                        .asString())
                .contains(chips.getFirst().text(), chips.getLast().text());
        fleet.owner().get(fleet.path("devices/count")).body("devices", equalTo(2));
        fleet.owner()
                .get(fleet.path("devices/count?filter=id:" + chips.getFirst().text()))
                .body("devices", equalTo(1));
    }

    /** A device may send 200 reports a day. */
    @Test
    void reports_of_a_device_above_the_daily_limit_are_refused_and_an_anomaly() throws IOException {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(2);
        fleet.claim("Production", chips);
        DeviceId loops = chips.getFirst();
        assertThat(gateway.post("reports", new Reports(reports(loops, 150))).statusCode())
                .isEqualTo(204);

        List<Report> more = new ArrayList<>(reports(loops, 150));
        more.addAll(reports(chips.getLast(), 1));
        HttpResponse<byte[]> answer = gateway.post("reports", new Reports(more));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readValue(answer.body(), ReportsNotStored.class).overLimit())
                .containsExactly(loops);
        assertThat(stored(fleet, loops)).isEqualTo(200);
        assertThat(stored(fleet, chips.getLast())).isEqualTo(1);
        // The schedule may write the anomaly at the same time.
        Await.until("the anomaly is written", () -> {
            OnVertx.await(vertx, anomalies::write);
            return !fleet.owner()
                    .get(fleet.path("devices/" + loops + "/anomalies"))
                    .extract()
                    .jsonPath()
                    .getList("items")
                    .isEmpty();
        });
        fleet.owner()
                .get(fleet.path("devices/" + loops + "/anomalies"))
                .body("items.kind", contains("LOOP"))
                .body("items[0].detail", containsString("200 reports a day"));
    }

    @Test
    void reports_of_a_device_are_read_page_by_page_newest_first() throws IOException {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(1);
        fleet.claim("Production", chips);
        DeviceId device = chips.getFirst();
        assertThat(gateway.post("reports", new Reports(reports(device, 5))).statusCode())
                .isEqualTo(204);

        List<Map<String, Object>> all = EveryPage.of(fleet.owner(), fleet.path("devices/" + device + "/reports"), 2);

        assertThat(all).hasSize(5);
        assertThat(all.stream()
                        .map(report -> Instant.parse(String.valueOf(report.get("at"))))
                        .toList())
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    /** Returns the number of the device's stored reports. */
    private static int stored(Fleet fleet, DeviceId device) {
        return fleet.owner()
                .get(fleet.path("devices/" + device + "/reports?limit=500"))
                .extract()
                .jsonPath()
                .getList("items.id")
                .size();
    }

    /** Returns reports with different IDs. */
    private static List<Report> reports(DeviceId device, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> report(device, UUID.randomUUID(), Instant.now(), "loop"))
                .toList();
    }

    /** Sends a batch of reports in JSON, as a gateway does. */
    private HttpResponse<byte[]> send(String... reports) {
        String batch = "{\"reports\":[" + String.join(",", reports) + "]}";
        return gateway.post("reports", batch.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns a report in JSON. {@code text} is a JSON value. */
    private static String json(DeviceId device, String at, String text) {
        String serial = SiliconManufacturer.witness(device).serial();
        return "{\"witness\":{\"device\":\"" + device + "\",\"serial\":\"" + serial + "\"},\"report\":{\"id\":\""
                + UUID.randomUUID() + "\",\"at\":\"" + at + "\",\"kind\":\"APP_EVENT\",\"detail\":{\"text\":" + text
                + "}}}";
    }

    private static Report report(DeviceId device, UUID id, Instant at, String text) {
        return new Report(
                SiliconManufacturer.witness(device),
                new DeviceReport(id, at, DeviceReport.Kind.APP_EVENT, Map.of("text", text)));
    }
}
