package dev.holdfast.backend.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.holdfast.backend.installation.Gateway;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.installation.SiliconManufacturer;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.device.KeyExchange;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.product.GroupConnection;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connection requirements of groups, and key exchanges of devices. */
@SuppressWarnings("NullAway.Init") // set before each test
@QuarkusTest
@QuarkusTestResource(Installation.class)
class GroupConnectionTest {
    private static final String GROUP = "products/Thermostat/groups/Production";

    @Inject
    Gateway gateway;

    private Fleet fleet;

    @BeforeEach
    void create() {
        fleet = Fleet.create();
    }

    @Test
    void gateways_get_a_groups_connection_requirement_and_its_changes() {
        DeviceId chip = fleet.endorsedChips(1).getFirst();
        fleet.claim("Production", List.of(chip));
        UUID group = Objects.requireNonNull(
                gateway.assignment(SiliconManufacturer.witness(chip)).groupId());
        assertThat(requiresPostQuantum(group, chip)).isFalse();
        String before = gateway.get("changes", InternalApi.Changes.class).next();

        set(fleet.owner(), true).statusCode(200).body("requiresPostQuantum", equalTo(true));

        assertThat(requiresPostQuantum(group, chip)).isTrue();
        gateway.awaitChanges(before, InternalApi.Change.of(group));
        fleet.owner()
                .get(fleet.path("products/Thermostat/groups"))
                .body("items.find { it.name == 'Production' }.requiresPostQuantum", equalTo(true))
                .body("items.find { it.name == 'Development' }.requiresPostQuantum", equalTo(false));
        fleet.owner()
                .get(fleet.path("audit?filter=SetGroupConnection"))
                .body("items[0].subject", equalTo("Thermostat / Production"))
                .body(
                        "items[0].detail",
                        equalTo("Devices of Thermostat / Production may use only a post-quantum key"
                                + " exchange: A try"));
    }

    @Test
    void the_preview_counts_devices_by_key_exchange() {
        List<DeviceId> chips = fleet.endorsedChips(3);
        fleet.claim("Production", chips);
        contact(
                new InternalApi.Contact(
                        SiliconManufacturer.witness(chips.get(0)), Instant.now(), 0, KeyExchange.X25519MLKEM768),
                new InternalApi.Contact(
                        SiliconManufacturer.witness(chips.get(1)), Instant.now(), 0, KeyExchange.X25519));

        Operator.in(fleet.catalog(), "reader")
                .get(fleet.path(GROUP + "/connection-impact"))
                .statusCode(200)
                .body("devices", equalTo(3))
                .body("postQuantum", equalTo(1))
                .body("other", equalTo(1))
                .body("unknown", equalTo(1));
        fleet.owner()
                .get(fleet.path("products/Thermostat/groups/Nowhere/connection-impact"))
                .statusCode(404);
    }

    @Test
    void a_connection_requirement_needs_a_value_and_a_reason() {
        set(fleet.owner(), true).statusCode(200);

        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of(), Map.of("reason", "A try"), Map.of("requiresPostQuantum", false))) {
            put(fleet.owner(), GROUP, wrong).statusCode(400);
        }

        fleet.owner()
                .get(fleet.path("products/Thermostat/groups"))
                .body("items.find { it.name == 'Production' }.requiresPostQuantum", equalTo(true));
    }

    @Test
    void only_owners_set_the_requirement_of_an_existing_group() {
        for (String role : List.of("reader", "contributor", "publisher")) {
            set(Operator.in(fleet.catalog(), role), true).statusCode(403);
        }
        put(fleet.owner(), "products/Thermostat/groups/Nowhere", new GroupConnection(true, "A try"))
                .statusCode(404);
    }

    @Test
    void a_device_shows_the_key_exchange_of_its_last_contact() {
        DeviceId chip = fleet.endorsedChips(1).getFirst();
        fleet.claim("Production", List.of(chip));
        String path = fleet.path("devices/" + chip);
        fleet.owner().get(path).body("keyExchange", equalTo("UNKNOWN"));
        Instant now = Instant.now();

        contact(
                new InternalApi.Contact(SiliconManufacturer.witness(chip), now, 0, KeyExchange.X25519MLKEM768),
                new InternalApi.Contact(
                        SiliconManufacturer.witness(chip), now.minusSeconds(60), 0, KeyExchange.X25519));
        fleet.owner().get(path).body("keyExchange", equalTo("X25519MLKEM768"));
        contact(new InternalApi.Contact(
                SiliconManufacturer.witness(chip), now.plusSeconds(1), 0, KeyExchange.SECP256R1));
        fleet.owner().get(path).body("keyExchange", equalTo("SECP256R1"));
    }

    private boolean requiresPostQuantum(UUID group, DeviceId chip) {
        return gateway.target(group, "MT3620AN", SiliconManufacturer.witness(chip))
                .requiresPostQuantum();
    }

    /** Reports contacts of devices, as a gateway does. */
    private void contact(InternalApi.Contact... contacts) {
        assertThat(gateway.post("contacts", new InternalApi.Contacts(List.of(contacts)))
                        .statusCode())
                .isEqualTo(204);
    }

    /** Sets whether devices of the group Production must use a post-quantum key exchange. */
    private ValidatableResponse set(Operator operator, boolean required) {
        return put(operator, GROUP, new GroupConnection(required, "A try"));
    }

    private ValidatableResponse put(Operator operator, String group, Object body) {
        return operator.request()
                .contentType(ContentType.JSON)
                .body(body)
                .put(OperatorApi.BASE + fleet.path(group + "/connection"))
                .then();
    }
}
