package dev.holdfast.backend.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.list.Listing;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** People with a role in a product or group can export only the devices that they can list. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ExportsInScopesTest {
    private static final String PRODUCT = "Thermostat";

    @Inject
    @All
    List<Listing<?>> lists;

    @Test
    void device_exports_are_limited_to_own_scopes_and_audited() {
        Fleet fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(3).stream().sorted().toList();
        fleet.claim("Field Test", chips.subList(0, 1));
        fleet.claim("Production", chips.subList(1, 3));
        Operator ofGroup = fleet.given("READER", PRODUCT, "Field Test");

        for (String filter : List.of("", "is:unknown", "-group:production")) {
            assertThat(rows(ofGroup, fleet, "devices.csv", filter))
                    .containsExactly("\"id\"", '"' + chips.getFirst().text() + '"');
        }
        assertThat(rows(ofGroup, fleet, "devices.csv", "group:production")).containsExactly("\"id\"");
        assertThat(rows(fleet.given("READER", PRODUCT, null), fleet, "devices.ndjson", ""))
                .hasSize(3);
        fleet.owner()
                .get(fleet.path("audit?filter=action:ExportList"))
                .body("items.detail", hasItem("As CSV: all of it, in Thermostat / Field Test."))
                .body("items.detail", hasItem("As CSV: is:unknown, in Thermostat / Field Test."))
                .body("items.detail", hasItem("As NDJSON: all of it, in Thermostat."));
    }

    @Test
    void other_lists_are_refused_to_owners_of_a_group() {
        Fleet fleet = Fleet.create();
        Operator owner = fleet.given("OWNER", PRODUCT, null);
        // Everybody can export their own tokens, and requests in their products and groups.
        List<String> allowed = List.of("devices", "tokens", "approvals");
        for (Listing<?> list : lists) {
            owner.get(fleet.path("exports/" + list.name() + ".csv"))
                    .statusCode(allowed.contains(list.name()) ? 200 : 403);
        }
        owner.get(fleet.path("exports/members.csv"))
                .body(
                        "detail",
                        equalTo("Exporting members requires a role in the whole catalog; your role covers only"
                                + " some of its products or device groups."));
        owner.get(fleet.path("exports/secrets.csv")).statusCode(404);
        fleet.given("CONTRIBUTOR", PRODUCT, "Production")
                .get("catalogs/" + Operator.newCatalog() + "/exports/devices.csv")
                .statusCode(404);
    }

    /** Exports the IDs of the devices that match a filter. Returns the file's lines. */
    private static List<String> rows(Operator who, Fleet fleet, String file, String filter) {
        return who.get(fleet.path("exports/" + file + "?fields=id&filter=" + filter))
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
    }
}
