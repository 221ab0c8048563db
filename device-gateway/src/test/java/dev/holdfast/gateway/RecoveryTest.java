package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.gateway.backend.BackendClient;
import dev.holdfast.gateway.backend.BackendFailure;
import dev.holdfast.gateway.support.Await;
import dev.holdfast.gateway.support.GatewayTestEnvironment;
import dev.holdfast.gateway.support.LateBackendProfile;
import dev.holdfast.gateway.support.TestDevice;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many devices and an outage of the backend: no device is refused needlessly, and the backend is not flooded. */
@QuarkusTest
@TestProfile(LateBackendProfile.class)
@WithTestResource(value = GatewayTestEnvironment.class, initArgs = @ResourceArg(name = "backend", value = "away"))
class RecoveryTest extends GatewayTest {
    private static final int DEVICES = 40;

    @Inject
    BackendClient client;

    private final UUID group = UUID.randomUUID();
    private final List<TestDevice> devices = new ArrayList<>();
    private List<TestDevice.Session> fleet = List.of();

    @BeforeEach
    void a_fleet_has_polled() throws IOException {
        backend.deploy(
                group,
                InternalApi.Target.of(new InternalApi.CohortTarget(
                        1, manifest(1), Instant.now().plusSeconds(86_400), List.of())));
        for (int i = 0; i < DEVICES; i++) {
            TestDevice device = endorsedDevice();
            backend.assign(device, group);
            devices.add(device);
        }
        fleet = devices.stream().map(TestDevice::update).toList();
        for (TestDevice.Session session : fleet) {
            Await.until("served", () -> session.get(poll(1)).statusCode() == 204);
        }
    }

    @Test
    void an_outage_without_missed_changes_reloads_no_device() throws IOException {
        int before = assignmentsAsked();

        backend.stop();
        assertAllServed();
        int asked = backend.requests("changes");
        backend.start();
        Await.until("changes are heard again", () -> backend.requests("changes") > asked + 1);
        assertAllServed();

        assertThat(assignmentsAsked()).isEqualTo(before);
    }

    @Test
    void after_a_gap_devices_are_served_and_refreshed_at_a_limited_rate() throws IOException {
        int heard = backend.requests("changes");
        backend.announce(InternalApi.Change.of(endorsedDevice().id()));
        Await.until("the gateway heard of it", () -> backend.requests("changes") > heard);
        int before = assignmentsAsked();
        backend.stop();
        backend.forgetChanges();
        Instant start = Instant.now();
        int asked = backend.requests("changes");
        backend.start();
        Await.until("changes are heard again", () -> backend.requests("changes") > asked + 1);

        for (int round = 0; assignmentsAsked() < before + DEVICES && round < 5_000; round++) {
            assertAllServed();
            int refreshed = assignmentsAsked() - before;
            long seconds = Duration.between(start, Instant.now()).toSeconds() + 1;
            // Assignments and one target: a burst of the rate limit, then its rate for each second.
            assertThat((long) refreshed).isLessThanOrEqualTo(LateBackendProfile.REFRESHES * (seconds + 1));
        }

        assertThat(assignmentsAsked()).isGreaterThanOrEqualTo(before + DEVICES);
    }

    @Test
    void requests_to_the_backend_are_limited_a_second() {
        List<Future<InternalApi.Authority>> answers = Stream.generate(client::authority)
                .limit(4 * LateBackendProfile.REQUESTS)
                .toList();

        List<Throwable> failures = answers.stream()
                .map(RecoveryTest::failure)
                .flatMap(Stream::ofNullable)
                .toList();

        assertThat(failures)
                .hasSizeGreaterThanOrEqualTo(LateBackendProfile.REQUESTS)
                .hasOnlyElementsOfType(BackendFailure.Unavailable.class);
        Await.until("the rate limit allows a request again", () -> failure(client.authority()) == null);
    }

    /** Waits for a future; returns its failure, or null if it succeeded. */
    private static @Nullable Throwable failure(Future<?> answer) {
        return answer.toCompletionStage()
                .toCompletableFuture()
                .handle((value, failure) -> failure)
                .join();
    }

    private void assertAllServed() throws IOException {
        for (TestDevice.Session session : fleet) {
            assertThat(session.get(poll(1)).statusCode()).isEqualTo(204);
        }
    }

    /** Returns the number of requests for assignments of the fleet. */
    private int assignmentsAsked() {
        return devices.stream()
                .mapToInt(device -> backend.requests("devices/" + device.id().text() + "/assignment"))
                .sum();
    }
}
