package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.sim.agent.AgentStatus;
import dev.holdfast.sim.agent.DeviceState;
import dev.holdfast.sim.fleet.Fleet;
import dev.holdfast.sim.fleet.FleetConfig;
import dev.holdfast.sim.scenario.Scenario;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.install.Infrastructure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Thousands of devices lose their gateway and come back at the same time, to a rollout that began in the meantime.
 *
 * <p>2,000 devices, because more of them need more than ten minutes on two busy cores: each attests twice. {@code -Doutage.devices=20000} runs
 * 20,000, or as many as the limit of open files allows.
 */
@EndToEnd
@ResourceLock(EndToEnd.PROCESSES)
@Tag("sweep")
class OutageIT {
    /** Open files of this process and of the gateway for other uses. */
    private static final int OTHER_FILES = 1_000;

    private static final int DEVICES = Math.min(Integer.getInteger("outage.devices", 2_000), mostDevices());

    /** New devices that attest in a second, on two idle cores. */
    private static final int CONNECTIONS_PER_SECOND = 60;

    /** Longest time until all devices are in a state, on a machine with two busy cores. */
    private static final Duration BOUND = Duration.ofMinutes(2).plusMillis(100L * DEVICES);

    private final Stack stack;
    private final TestRollouts rollouts;
    private final TestChips chips;
    private final Map<String, String> ports = new HashMap<>(Ports.free());

    OutageIT(Stack stack) {
        this.stack = stack;
        this.rollouts = new TestRollouts(stack);
        this.chips = new TestChips(stack, rollouts.name(), TestRollouts.GROUP);
    }

    @AfterEach
    void close() {
        chips.close();
    }

    @Test
    void all_devices_come_back_after_an_outage_and_attest_the_rollout_that_began_in_it() throws IOException {
        Path folder = chips.folder(DEVICES, "smoke");
        try (ServiceCopies before = new ServiceCopies(stack);
                ServiceCopies after = new ServiceCopies(stack);
                Fleet fleet = Fleet.load(folder, config())) {
            startGateway(before, "outage-before.log");
            fleet.start();
            awaitAll(fleet, "are trusted", status -> isBack(status) && status.polls() > 0);
            assertThat(fleet.status().updatesInstalled()).isZero();

            before.kill();
            String rollout = rollouts.start(
                    rollouts.upload(chips.application("1.0.0")), List.of(NewPhase.ofPercent(NewPhase.ALL)));
            awaitAll(
                    fleet, "have lost the gateway", status -> status.lastError().isPresent());
            startGateway(after, "outage-after.log");

            awaitAll(fleet, "run the rollout", status -> status.updatesInstalled() == 1 && isBack(status));
            rollouts.awaitCompleted(rollout, DEVICES);
            List<AgentStatus> devices = fleet.status().devices();
            assertThat(devices)
                    .hasSize(DEVICES)
                    .allMatch(status -> status.returns() == 0 && status.updatesInstalled() == 1);
            assertThat(Database.one(
                            stack,
                            Long.class,
                            "select count(*) from device d join catalog c using (catalog_id)"
                                    + " where c.name = ? and d.trust = 'TRUSTED'",
                            rollouts.name()))
                    .isEqualTo(DEVICES);
            assertThat(Files.readString(Path.of("target", "outage-after.log"))).doesNotContain(" ERROR ");
        }
    }

    private FleetConfig config() throws IOException {
        return new FleetConfig(
                URI.create("https://localhost:" + ports.get(Port.GATEWAY.variable())),
                new Infrastructure(stack.installation().home().keys(), Clock.systemUTC())
                        .certificate(Infrastructure.AUTHORITY),
                scenario());
    }

    /** Returns devices with long intervals. With short ones, the connections for heartbeats alone would use all of a small machine. */
    private static Scenario scenario() throws IOException {
        return Scenario.parse("outage", """
            name: outage
            description: Devices that poll once a minute.
            watch-for: All devices come back.
            devices: 1
            start-within: PT%dS
            personas:
              - name: household
                poll-interval: PT1M
                heartbeat-interval: PT1H
                longest-retry: PT30S
                confirms-after: PT5S
            """.formatted(Math.max(2, DEVICES / CONNECTIONS_PER_SECOND)));
    }

    private void startGateway(ServiceCopies copies, String log) throws IOException {
        copies.start("device-gateway", log, ports, Map.of());
        copies.awaitReady("http://localhost:" + ports.get(Port.GATEWAY_MANAGEMENT.variable()));
    }

    private static void awaitAll(Fleet fleet, String what, Predicate<AgentStatus> condition) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!fleet.status().devices().stream().allMatch(condition)) {
            assertThat(System.nanoTime())
                    .as(
                            "Not within %s: all devices %s. %s, errors %s",
                            BOUND, what, fleet.status().line(), fleet.status().errors(5))
                    .isLessThan(end);
            Pause.shortly();
        }
    }

    private static boolean isBack(AgentStatus status) {
        return status.state() == DeviceState.TRUSTED && status.lastError().isEmpty() && status.reportsWaiting() == 0;
    }

    private static int mostDevices() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? (int) Math.min(20_000, system.getMaxFileDescriptorCount() - OTHER_FILES)
                : 1;
    }
}
