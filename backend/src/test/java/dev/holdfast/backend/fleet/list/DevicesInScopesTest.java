package dev.holdfast.backend.fleet.list;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People whose role covers only a product or a group see only the devices there. */
@SuppressWarnings("NullAway.Init") // set before each test
@QuarkusTest
@QuarkusTestResource(Installation.class)
class DevicesInScopesTest {
    private static final String PRODUCT = "Thermostat";

    private Fleet fleet;
    /** The only device in the group Field Test. */
    private DeviceId here;
    /** A reader of the group Field Test only. */
    private Operator ofGroup;

    @BeforeEach
    void two_groups_of_one_product_and_another_product() {
        fleet = Fleet.create();
        Operator.in(fleet.catalog(), "owner")
                .post(fleet.path("products"), Map.of("name", "Lamp", "description", ""))
                .statusCode(201);
        List<DeviceId> chips = fleet.endorsedChips(3);
        here = chips.getFirst();
        fleet.claim("Field Test", List.of(here));
        fleet.claim("Production", chips.subList(1, 3));
        ofGroup = fleet.given("READER", PRODUCT, "Field Test");
    }

    @Test
    void the_list_and_its_total_include_only_the_callers_group() {
        for (String filter : List.of("", "is:unknown", "-group:production", here.text())) {
            ofGroup.get(fleet.path("devices?sort=group&filter=" + filter))
                    .body("items.id", contains(here.text()))
                    .body("total", equalTo(1));
        }
        ofGroup.get(fleet.path("devices?filter=group:production"))
                .body("items", hasSize(0))
                .body("total", equalTo(0));
        fleet.given("CONTRIBUTOR", PRODUCT, null).get(fleet.path("devices")).body("total", equalTo(3));
        fleet.given("OWNER", "Lamp", null).get(fleet.path("devices")).body("items", hasSize(0));
    }

    @Test
    void facets_count_only_the_callers_group() {
        ofGroup.get(fleet.path("devices/facets"))
                .body("facets.find { it.name == 'health' }.values.devices", contains(1))
                .body("facets.find { it.name == 'group' }.values.label", contains("Field Test"));
    }

    @Test
    void only_readable_products_and_groups_are_listed() {
        ofGroup.get(fleet.path("products"))
                .body("items.name", contains(PRODUCT))
                .body("items[0].devices", equalTo(1));
        ofGroup.get(fleet.path("products/" + PRODUCT + "/groups"))
                .body("items.name", contains("Field Test"))
                .body("items[0].devices", equalTo(1));
        ofGroup.get(fleet.path("products/Lamp/groups")).statusCode(404);
        fleet.given("OWNER", "Lamp", null).get(fleet.path("products")).body("items.name", contains("Lamp"));
    }
}
