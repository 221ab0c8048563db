package dev.holdfast.backend.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.device.InternalApi.Report;
import dev.holdfast.contract.device.InternalApi.Reports;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Malformed and unusual reports. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ReportsTest {
    private static final String NOW = "2026-11-24T12:00:00Z";

    @Inject
    Gateway gateway;

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
                .body("detail.text", containsInAnyOrder("good"));
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
                .body("detail.text", containsInAnyOrder("first", "last\t\u202E"));
        fleet.owner()
                .get(fleet.path("devices/" + chips.getLast() + "/reports"))
                .body("detail.text", containsInAnyOrder("of another device"));
    }

    private HttpResponse<byte[]> send(String... reports) {
        String batch = "{\"reports\":[" + String.join(",", reports) + "]}";
        return gateway.post("reports", batch.getBytes(StandardCharsets.US_ASCII));
    }

    private static String json(DeviceId device, String at, String text) {
        return "{\"device\":\"" + device + "\",\"report\":{\"id\":\"" + UUID.randomUUID() + "\",\"at\":\"" + at
                + "\",\"kind\":\"APP_EVENT\",\"detail\":{\"text\":" + text + "}}}";
    }

    private static Report report(DeviceId device, UUID id, Instant at, String text) {
        return new Report(device, new DeviceReport(id, at, DeviceReport.Kind.APP_EVENT, Map.of("text", text)));
    }
}
