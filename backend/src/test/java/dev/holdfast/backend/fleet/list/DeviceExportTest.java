package dev.holdfast.backend.fleet.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole lists as streams. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class DeviceExportTest {
    /** More than two pages. */
    private static final int MANY = 1_100;

    @Test
    void every_device_is_exported_once_in_order_and_as_the_filter_says() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(MANY).stream().sorted().toList();
        fleet.claim("Production", chips);
        List<String> ids = chips.stream().map(DeviceId::text).toList();

        List<String> csv =
                get(fleet, "export.csv", "", "id,trust", "text/csv").lines().toList();
        assertThat(csv.getFirst()).isEqualTo("\"id\",\"trust\"");
        assertThat(csv.subList(1, csv.size()))
                .isEqualTo(ids.stream().map(id -> '"' + id + "\",\"UNKNOWN\"").toList());

        List<String> lines = get(fleet, "export.ndjson", "", "id", "application/x-ndjson")
                .lines()
                .toList();
        assertThat(lines.stream().map(line -> new JsonObject(line).getString("id")))
                .isEqualTo(ids);

        assertThat(get(fleet, "export.ndjson", "id:" + ids.get(7), "id", "application/x-ndjson")
                        .strip())
                .isEqualTo("{\"id\":\"" + ids.get(7) + "\"}");
        assertThat(get(fleet, "export.csv", "is:trusted", "id,name", "text/csv"))
                .isEqualTo("\"id\",\"name\"\r\n");
        fleet.owner().get(fleet.path("audit?text=ExportDevices")).body("detail", hasItem("As CSV: is:trusted."));
    }

    @Test
    void a_device_that_is_named_like_a_formula_is_a_text_in_a_spreadsheet() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(1);
        fleet.claim("Production", chips);
        fleet.owner()
                .request()
                .contentType("application/json")
                .body(Map.of("name", "=HYPERLINK(\"http://x\")", "tags", List.of("a", "b"), "notes", "+1"))
                .put(OperatorApi.BASE + fleet.path("devices/" + chips.getFirst() + "/description"))
                .then()
                .statusCode(200);

        assertThat(get(fleet, "export.csv", "", "name,tags,notes", "text/csv"))
                .isEqualTo("\"name\",\"tags\",\"notes\"\r\n\"'=HYPERLINK(\"\"http://x\"\")\",\"a b\",\"'+1\"\r\n");
    }

    private static String get(Fleet fleet, String what, String filter, String fields, String type) {
        return fleet.owner()
                .request()
                .queryParam("filter", filter)
                .queryParam("fields", fields)
                .get(OperatorApi.BASE + fleet.path("devices/" + what))
                .then()
                .statusCode(200)
                .contentType(type)
                .extract()
                .asString();
    }
}
