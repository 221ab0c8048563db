package dev.holdfast.backend.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.fleet.Fleet;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.revocation.BlockRequest;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measures the cost of an audit entry for the smallest operations: CPU time of backend and PostgreSQL, without the client. Rounds with and
 * without entries alternate. Start it by hand: see {@code docs/benchmarks.md}.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
@TestProfile(AuditCostBenchmark.Switched.class)
@SuppressWarnings("NullAway.Init") // set before each test
class AuditCostBenchmark {
    /** An entry may cost at most a tenth of its operation. */
    private static final double MAX = 1.10;

    /** Operations in a round. */
    private static final int TURN = 1_000;

    /** Rounds before the measurement. */
    private static final int WARM_UP = 8;
    /** Pairs of rounds: one with entries and one without. */
    private static final int PAIRS = 8;

    private static final int DEVICES = 50;
    private static final List<String> GROUPS = List.of("Development", "Field Test", "Production");

    /** Settings of the backend: the audit log can be switched, nothing is scheduled, and the rate limit is out of reach. */
    public static final class Switched implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(SwitchedAuditLog.class);
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("holdfast.api.requests-per-second", "1000000", "quarkus.scheduler.enabled", "false");
        }
    }

    /**
     * An operation.
     *
     * @param path path below the catalog
     * @param body request record of the contract, sent as JSON
     */
    private record Operation(String method, String path, Object body) {}

    @Inject
    SwitchedAuditLog log;

    @Inject
    @DataSource("owner")
    AgroalDataSource database;

    private Fleet fleet;
    private List<DeviceId> devices;
    /** Number of operations so far, so that each one changes something. */
    private long done;

    @BeforeEach
    void claimDevices() {
        fleet = Fleet.create();
        devices = fleet.endorsedChips(DEVICES);
        fleet.claim("Production", devices);
    }

    @ParameterizedTest
    @ValueSource(strings = {"describe", "block", "settings"})
    void an_entry_costs_less_than_a_tenth_of_the_operation(String kind) throws IOException, SQLException {
        LongFunction<Operation> operations = switch (kind) {
            case "describe" -> this::describe;
            case "block" -> this::block;
            default -> this::settings;
        };
        for (int turn = 0; turn < WARM_UP; turn++) {
            take(turn % 2 == 0, operations);
        }
        double with = 0;
        double without = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            // The order alternates, so that other load on the machine affects both alike.
            boolean first = pair % 2 == 0;
            double one = take(first, operations);
            double other = take(!first, operations);
            with += (first ? one : other) / PAIRS;
            without += (first ? other : one) / PAIRS;
        }
        System.out.printf(
                Locale.ROOT,
                "audit_cost %s: %.0f µs with its entry, %.0f without, %.3f ×%n",
                kind,
                with,
                without,
                with / without);
        assertThat(with / without).isLessThan(MAX);
    }

    /** Returns the CPU time of an operation in µs. */
    private double take(boolean entries, LongFunction<Operation> operations) throws IOException, SQLException {
        log.write(entries);
        String authorization = fleet.owner().authorization();
        ServerTime before = ServerTime.read(database);
        for (int i = 0; i < TURN; i++) {
            send(operations.apply(done++), authorization);
        }
        return ServerTime.read(database).minus(before).micros() / TURN;
    }

    /** Changes the name of a device. */
    private Operation describe(long number) {
        return new Operation(
                "PUT",
                "devices/%s/description".formatted(device(number).text()),
                new DeviceDescription("Bench " + number, List.of("bench"), ""));
    }

    /** Blocks each device in turn, then unblocks each. */
    private Operation block(long number) {
        boolean blocked = number / DEVICES % 2 == 0;
        return new Operation(
                "POST",
                blocked ? "devices/block" : "devices/unblock",
                new BlockRequest(List.of(device(number)), "The benchmark, " + number));
    }

    /** Changes the description of a group. */
    private Operation settings(long number) {
        String group = GROUPS.get((int) (number % GROUPS.size())).replace(" ", "%20");
        return new Operation(
                "PUT",
                "products/Thermostat/groups/" + group,
                new GroupSettings("The benchmark, " + number, "Retail", "UpdateAll", "Disabled", "None", null, null));
    }

    private DeviceId device(long number) {
        return devices.get((int) (number % DEVICES));
    }

    /** Sends a request on this thread, whose CPU time is subtracted. */
    private void send(Operation operation, String authorization) throws IOException {
        URI address = URI.create(
                "http://localhost:%d%s%s".formatted(RestAssured.port, OperatorApi.BASE, fleet.path(operation.path())));
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setRequestMethod(operation.method());
        connection.setRequestProperty("Authorization", authorization);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setDoOutput(true);
        connection
                .getOutputStream()
                .write(JsonObject.mapFrom(operation.body()).encode().getBytes(StandardCharsets.UTF_8));
        assertThat(connection.getResponseCode()).as(operation.toString()).isBetween(200, 299);
        try (InputStream answer = connection.getInputStream()) {
            answer.readAllBytes();
        }
    }
}
