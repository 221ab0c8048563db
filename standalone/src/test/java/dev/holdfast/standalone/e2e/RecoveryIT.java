package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.sim.agent.Credentials;
import dev.holdfast.sim.agent.DeviceClient;
import dev.holdfast.sim.agent.GatewayException;
import dev.holdfast.standalone.demo.Tokens;
import dev.holdfast.standalone.e2e.TestChips.Chip;
import dev.holdfast.standalone.faults.FaultCampaign;
import dev.holdfast.standalone.stack.Progress;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills services and tests that the supervisor restarts them without loss of data. */
@EndToEnd
@Order(1) // runs at the same time as EmptyInstallationIT, which does not use these processes
@ResourceLock(EndToEnd.PROCESSES)
class RecoveryIT {
    /** Number of reports before the kill, and again during the kill. */
    private static final int BEFORE = 50;

    /** Number of reports after the restart. */
    private static final int AFTER = 50;

    /**
     * Seed of the order of the faults. It is fixed so that a failure can be repeated; {@code ./holdfast bench faults} takes other seeds. With
     * this seed, the first half of a round kills Keycloak and console and freezes PostgreSQL, backend and gateway. Other tests of this class
     * kill these three.
     */
    private static final long SEED = 304;

    private final Stack stack;
    private final Browsers browsers;

    RecoveryIT(Stack stack, Browsers browsers) {
        this.stack = stack;
        this.browsers = browsers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"backend", "device-gateway"})
    void a_killed_service_restarts_and_loses_no_acknowledged_report(String service) throws GatewayException {
        try (TestChips chips = new TestChips(stack)) {
            Chip chip = chips.make(1, "smoke").getFirst();
            Credentials credentials = chip.attest();
            DeviceClient customer = chips.client(credentials.customer().orElseThrow());
            Set<String> acknowledged = new HashSet<>();

            report(customer, BEFORE, acknowledged);
            Thread killer = Thread.ofVirtual().start(() -> stack.kill(service));
            int refused = report(customer, BEFORE, acknowledged);
            join(killer);
            refused += report(customer, 1, acknowledged);
            stack.awaitHealthy(service);
            stack.await(
                    "the gateway takes reports again",
                    () -> report(customer, 1, acknowledged) == 0 ? Optional.of(true) : Optional.empty());
            report(customer, AFTER, acknowledged);

            assertThat(refused)
                    .as("reports that were turned away while it was down")
                    .isPositive();
            assertThat(stored(chip)).as("what was acknowledged").containsAll(acknowledged);
            assertThat(chip.attest().outcome()).isEqualTo(Outcome.TRUSTED);
        }
    }

    /** The campaigns below also kill Keycloak and sign people in. This test uses a browser. */
    @Tag("sweep")
    @Test
    void a_killed_keycloak_restarts_and_people_can_sign_in() {
        ProcessHandle killed = stack.running("keycloak");

        stack.kill("keycloak");
        stack.await(
                "another process is Keycloak",
                () -> Optional.ofNullable(stack.status().get("keycloak"))
                        .filter(found -> found.path("pid").asLong(killed.pid()) != killed.pid()));
        stack.awaitHealthy("keycloak");

        assertThat(killed.isAlive()).isFalse();
        Page page = browsers.signIn("rashid");
        assertThat(page.url()).startsWith(stack.console("/"));
    }

    @Test
    void people_can_sign_in_as_soon_as_a_killed_postgresql_is_healthy() {
        List<String> people = List.of("olivia", "pavel", "carmen", "rashid");
        // Keycloak opens a connection for each sign-in. The kill breaks them.
        people.parallelStream().forEach(this::signIn);

        stack.kill("postgres");
        stack.awaitHealthy("postgres");

        people.forEach(person -> assertThat(signIn(person)).isNotEmpty());
        stack.awaitHealthy("backend");
    }

    @Test
    void each_process_killed_or_frozen_loses_nothing_acknowledged_and_repeats_nothing() {
        run(FaultCampaign.ROUND / 2);
    }

    @Tag("sweep")
    @Test
    void each_process_killed_and_frozen_once_loses_nothing_acknowledged_and_repeats_nothing() {
        run(FaultCampaign.ROUND);
    }

    /** Runs a campaign with the first faults of a round. */
    private void run(int faults) {
        int[] left = {faults};
        PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
        Progress progress = Progress.terminal(out, Clock.systemUTC(), Instant.now());

        List<String> violations = new FaultCampaign(stack.installation(), SEED, progress)
                .run(() -> left[0]-- > 0, Duration.ofMillis(1_500), Duration.ofSeconds(3), this::unlockKeys);

        assertThat(violations).as("seed " + SEED).isEmpty();
    }

    /** Ends the five minutes for which a killed backend leaves the idempotency keys of its requests locked. */
    private void unlockKeys() {
        Database.update(
                stack,
                "update idempotency_key set leased_until = begun_at where status is null and leased_until > begun_at");
    }

    /** Gets a new access token, which takes a sign-in by password. */
    private String signIn(String person) {
        return new Tokens(stack.installation(), Clock.systemUTC()).of(person);
    }

    /** Sends reports one by one. Adds the acknowledged reports to {@code acknowledged} and returns the number of refused reports. */
    private static int report(DeviceClient client, int count, Set<String> acknowledged) {
        int refused = 0;
        for (int i = 0; i < count; i++) {
            String name = UUID.randomUUID().toString();
            DeviceReport report = new DeviceReport(
                    UUID.fromString(name), Instant.now(), DeviceReport.Kind.APP_EVENT, Map.of("event", name));
            try {
                TestChips.await(client.report(report));
                acknowledged.add(name);
            } catch (GatewayException e) {
                refused++;
                Pause.shortly();
            }
        }
        return refused;
    }

    /** Returns the names of the stored reports of a chip. */
    private Set<String> stored(Chip chip) {
        Set<String> names = new HashSet<>();
        for (JsonNode report : stack.as("rashid").get("catalogs/contoso/devices/" + chip.id() + "/reports?limit=500")) {
            names.add(report.path("detail").path("event").asText());
        }
        return names;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
