package dev.holdfast.backend.fleet.job;

import static dev.holdfast.backend.fleet.job.Jobs.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.backend.installation.Tokens;
import dev.holdfast.contract.id.DeviceId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs of people whose role covers only a product or a group act only on the devices there. */
@SuppressWarnings("NullAway.Init") // set before each test
@QuarkusTest
@QuarkusTestResource(Installation.class)
class JobsInScopesTest {
    private static final String PRODUCT = "Thermostat";
    private static final Map<String, Object> ALL = Map.of("filter", "");

    @Inject
    Jobs jobs;

    private Fleet fleet;
    /** The device in Field Test. */
    private DeviceId here;
    /** The devices in Production. */
    private List<DeviceId> elsewhere;
    /** A contributor of the group Field Test only. */
    private Operator ofGroup;

    @BeforeEach
    void three_devices_in_two_groups() {
        fleet = Fleet.create();
        List<DeviceId> chips = fleet.endorsedChips(3);
        here = chips.getFirst();
        elsewhere = chips.subList(1, 3);
        fleet.claim("Field Test", List.of(here));
        fleet.claim("Production", elsewhere);
        ofGroup = fleet.given("CONTRIBUTOR", PRODUCT, "Field Test");
    }

    @Test
    void a_filter_selects_devices_of_the_scope_and_the_audit_names_it() {
        preview(ofGroup, ALL, "TAG").body("devices", equalTo(1)).body("groups.group", contains("Field Test"));

        ended(ofGroup, begin(ofGroup, "tag", ALL, Map.of("add", List.of("lab"))))
                .body("devicesTotal", equalTo(1))
                .body("changed", equalTo(1));

        fleet.owner().get(fleet.path("devices?filter=tag:lab")).body("items.id", contains(here.text()));
        fleet.owner()
                .get(fleet.path("audit?filter=action:StartDeviceJob"))
                .body("items[0].detail", equalTo("Tag with lab: 1 device, all in Thermostat / Field Test."));
    }

    @Test
    void a_filter_that_names_another_group_finds_nothing() {
        preview(ofGroup, Map.of("filter", "group:production"), "TAG").body("devices", equalTo(0));
        ofGroup.post(
                        fleet.path("device-jobs/tag"),
                        body(Map.of("filter", "group:production"), Map.of("add", List.of("lab"))))
                .statusCode(400)
                .body("errors.message", contains("selects no device"));
    }

    @Test
    void named_devices_outside_the_scope_are_refused_as_missing() {
        List<DeviceId> named = Stream.of(List.of(here), elsewhere, SiliconManufacturer.chips(1))
                .flatMap(List::stream)
                .toList();
        Map<String, Object> ids =
                Map.of("deviceIds", named.stream().map(DeviceId::text).toList());
        preview(ofGroup, ids, "TAG").body("devices", equalTo(1));

        String job = begin(ofGroup, "tag", ids, Map.of("add", List.of("lab")));

        ended(ofGroup, job).body("changed", equalTo(1)).body("refused", equalTo(3));
        ofGroup.get(fleet.path("device-jobs/" + job + "/refusals"))
                .body("items.code", everyItem(equalTo("NOT_FOUND")))
                .body("items.reason.toSet()", hasSize(1))
                .body(
                        "items.deviceId",
                        containsInAnyOrder(
                                named.stream().skip(1).map(DeviceId::text).toArray()));
        fleet.owner().get(fleet.path("devices?filter=tag:lab")).body("total", equalTo(1));
        fleet.owner()
                .get(fleet.path("audit?filter=action:StartDeviceJob"))
                .body("items[0].detail", endsWith("4 devices, limited to Thermostat / Field Test."));
    }

    @Test
    void a_move_needs_the_role_in_source_and_destination() {
        assertThat(Stream.of("Production", "Nowhere")
                        .map(group -> ofGroup.post(fleet.path("device-jobs/move"), body(ALL, into(PRODUCT, group)))
                                .statusCode(404)
                                .extract()
                                .<String>path("detail")
                                .replace(group, "…"))
                        .distinct())
                .as("nothing is revealed about a group elsewhere")
                .hasSize(1);
        ofGroup.post(fleet.path("device-jobs/move"), body(ALL, into(".default", ".default")))
                .statusCode(404);

        Operator ofProduct = fleet.given("CONTRIBUTOR", PRODUCT, null);
        ended(
                        ofProduct,
                        begin(ofProduct, "move", Map.of("filter", "group:\"field test\""), into(PRODUCT, "Production")))
                .body("changed", equalTo(1));
        ofProduct.get(fleet.path("devices?filter=group:production")).body("total", equalTo(3));
        fleet.owner()
                .get(fleet.path("audit?filter=action:MoveDevices"))
                .body("items[0].before.devices", equalTo(Map.of(here.text(), "Thermostat / Field Test")))
                .body("items[0].after.devices", equalTo(Map.of(here.text(), "Thermostat / Production")));
    }

    @Test
    void blocking_needs_an_owner_of_the_scope() {
        ofGroup.post(fleet.path("device-jobs/block"), body(ALL, Map.of("reason", "Stolen")))
                .statusCode(403);
        Operator owner = fleet.given("OWNER", PRODUCT, "Field Test");

        ended(owner, begin(owner, "block", ALL, Map.of("reason", "Stolen"))).body("changed", equalTo(1));
        fleet.owner().get(fleet.path("devices?filter=is:blocked")).body("items.id", contains(here.text()));
        ended(owner, begin(owner, "unblock", ALL, Map.of("reason", "Found"))).body("changed", equalTo(1));
    }

    @Test
    void claiming_needs_a_role_in_the_whole_catalog() {
        fleet.given("OWNER", PRODUCT, null)
                .post(
                        fleet.path("device-jobs/claim"),
                        Map.of("product", "Thermostat", "group", "Field Test", "deviceIds", List.of(here.text())))
                .statusCode(403)
                .body("detail", containsString("your role covers only some of its products or device groups"));
    }

    @Test
    void people_read_and_cancel_only_their_own_jobs() {
        String others = begin(fleet.owner(), "tag", ALL, Map.of("add", List.of("roof")));
        String own = begin(ofGroup, "tag", ALL, Map.of("add", List.of("lab")));

        ofGroup.get(fleet.path("device-jobs")).body("items.id", contains(own));
        for (String path : List.of("", "/refusals", "/refusals.csv")) {
            ofGroup.get(fleet.path("device-jobs/" + others + path)).statusCode(404);
            ofGroup.get(fleet.path("device-jobs/" + own + path)).statusCode(200);
        }
        ofGroup.post(fleet.path("device-jobs/" + others + "/cancel"), "").statusCode(404);
        ofGroup.post(fleet.path("device-jobs/" + own + "/cancel"), "").statusCode(200);
        fleet.given("READER", PRODUCT, "Field Test")
                .get(fleet.path("device-jobs"))
                .body("items", hasSize(0));
        fleet.owner().get(fleet.path("device-jobs")).body("items.id", containsInAnyOrder(own, others));
    }

    /** The person is a contributor of Field Test and, by a group of the identity provider, a reader of the catalog. */
    @Test
    void a_scoped_role_adds_to_a_reader_of_the_catalog() {
        Operator both = new Operator(Tokens.of(
                "CONTRIBUTOR-of-%s-%s-Field Test".formatted(fleet.catalog(), PRODUCT),
                "/catalogs/" + fleet.catalog() + "/reader"));
        String others = begin(fleet.owner(), "tag", ALL, Map.of("add", List.of("roof")));

        preview(both, ALL, "TAG").body("devices", equalTo(1));
        both.post(fleet.path("device-jobs/preview"), ALL).body("devices", equalTo(3));
        ended(both, begin(both, "tag", ALL, Map.of("add", List.of("lab")))).body("devicesTotal", equalTo(1));
        both.get(fleet.path("device-jobs/" + others)).statusCode(200);
        both.post(fleet.path("device-jobs/" + others + "/cancel"), "").statusCode(403);
    }

    /** Previews the devices that a job with this selection would change. */
    private ValidatableResponse preview(Operator who, Map<String, Object> devices, String operation) {
        return who.post(fleet.path("device-jobs/preview?operation=" + operation), devices)
                .statusCode(200);
    }

    /** Starts a job and returns its ID. */
    private String begin(Operator who, String operation, Map<String, ?> devices, Map<String, ?> more) {
        return who.post(fleet.path("device-jobs/" + operation), body(devices, more))
                .statusCode(202)
                .extract()
                .path("id");
    }

    private static Map<String, Object> into(String product, String group) {
        return Map.of("product", product, "group", group, "reason", "");
    }

    /** Runs a job to the end. */
    private ValidatableResponse ended(Operator who, String job) {
        return jobs.ended(who, fleet.path("device-jobs/" + job));
    }
}
