package dev.holdfast.backend.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Exports of whole lists. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ExportTest {
    /** More than two pages. */
    private static final int MANY = 1_100;

    @Test
    void devices_are_exported_once_in_order_and_filtered() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(MANY).stream().sorted().toList();
        fleet.claim("Production", chips);
        List<String> ids = chips.stream().map(DeviceId::text).toList();

        List<String> csv =
                get(fleet, "devices.csv", "", "id,trust", "text/csv").lines().toList();
        assertThat(csv.getFirst()).isEqualTo("\"id\",\"trust\"");
        assertThat(csv.subList(1, csv.size()))
                .isEqualTo(ids.stream().map(id -> '"' + id + "\",\"UNKNOWN\"").toList());

        List<String> lines = get(fleet, "devices.ndjson", "", "id", "application/x-ndjson")
                .lines()
                .toList();
        assertThat(lines.stream().map(line -> new JsonObject(line).getString("id")))
                .isEqualTo(ids);

        assertThat(get(fleet, "devices.ndjson", "id:" + ids.get(7), "id", "application/x-ndjson")
                        .strip())
                .isEqualTo("{\"id\":\"" + ids.get(7) + "\"}");
        assertThat(get(fleet, "devices.csv", "is:trusted", "id,name", "text/csv"))
                .isEqualTo("\"id\",\"name\"\r\n");
        fleet.owner()
                .get(fleet.path("audit?filter=action:ExportList"))
                .body("items.detail", hasItem("As CSV: is:trusted."));
    }

    @Test
    void a_name_that_looks_like_a_formula_is_escaped() {
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

        assertThat(get(fleet, "devices.csv", "", "name,tags,notes", "text/csv"))
                .isEqualTo("\"name\",\"tags\",\"notes\"\r\n\"'=HYPERLINK(\"\"http://x\"\")\",\"a b\",\"'+1\"\r\n");
    }

    @Test
    void audit_log_and_deployments_are_exported_filtered_and_ordered() {
        Fleet fleet = Fleet.create();
        fleet.claim("Production", fleet.endorsedChips(1));

        assertThat(get(fleet, "audit.csv", "is:people -action:ExportList", "sequence,action", "text/csv")
                        .lines())
                .startsWith("\"sequence\",\"action\"", "\"4\",\"ClaimDevices\"")
                .hasSize(4);
        assertThat(fleet.owner()
                        .get(fleet.path("exports/audit.ndjson?sort=sequence&fields=sequence&filter=since:2020-01-01"))
                        .statusCode(200)
                        .extract()
                        .asString()
                        .lines())
                .startsWith("{\"sequence\":1}", "{\"sequence\":2}");
        assertThat(get(fleet, "deployments.csv", "is:running", "product,group,images", "text/csv"))
                .isEqualTo("\"product\",\"group\",\"images\"\r\n");
        Operator.installationOwner()
                .get("exports/audit.csv?filter=actor:admin&fields=actor&sort=-sequence")
                .statusCode(200)
                .body(startsWith("\"actor\"\r\n\"admin\"\r\n"));
    }

    @Test
    void an_invalid_list_filter_order_or_field_is_refused() {
        Fleet fleet = Fleet.create();
        fleet.owner().get(fleet.path("exports/secrets.csv")).statusCode(404);
        refused(fleet, "devices.csv?filter=is:odd", "filter", "is: use one of");
        refused(fleet, "audit.ndjson?sort=colour", "sort", "sequence");
        refused(fleet, "deployments.csv?fields=id,colour", "fields", "has unknown fields “colour”");
        refused(fleet, "audit.csv?people=true", "people", "is unknown");
    }

    @Test
    void lists_without_a_filter_are_exported_as_a_whole() {
        Fleet fleet = Fleet.create();
        Operator ofProduct = fleet.given("READER", "Thermostat", null);

        assertThat(get(fleet, "products.csv", "", "name,devices", "text/csv"))
                .isEqualTo("\"name\",\"devices\"\r\n\"Thermostat\",\"0\"\r\n");
        assertThat(ofProduct
                        .get(fleet.path("exports/products.ndjson"))
                        .statusCode(200)
                        .extract()
                        .asString()
                        .lines())
                .hasSize(1);
        refused(fleet, "products.csv?filter=a", "filter", "has no filter");
        refused(fleet, "products.csv?sort=name", "sort", "has one order");
    }

    /** Asserts that an export is refused. {@code what} is file and query, and {@code message} a part of the error about the field. */
    private static void refused(Fleet fleet, String what, String field, String message) {
        fleet.owner()
                .get(fleet.path("exports/" + what))
                .statusCode(400)
                .body("errors.field", contains(field))
                .body("errors.message", contains(containsString(message)));
    }

    /** Exports a list, such as "devices.csv", and asserts the media type. */
    private static String get(Fleet fleet, String what, String filter, String fields, String type) {
        return fleet.owner()
                .request()
                .queryParam("filter", filter)
                .queryParam("fields", fields)
                .get(OperatorApi.BASE + fleet.path("exports/" + what))
                .then()
                .statusCode(200)
                .contentType(type)
                .extract()
                .asString();
    }
}
