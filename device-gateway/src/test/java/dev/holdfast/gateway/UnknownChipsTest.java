package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.gateway.support.Await;
import dev.holdfast.gateway.support.GatewayTestEnvironment;
import dev.holdfast.gateway.support.TestDevice;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Floods of chips that no silicon manufacturer endorsed, on a gateway with low limits for them. */
@QuarkusTest
@TestProfile(UnknownChipsTest.FewChecks.class)
@WithTestResource(GatewayTestEnvironment.class)
class UnknownChipsTest extends GatewayTest {
    private static final int ADDRESSES = 20;
    private static final int CHIPS_PER_ADDRESS = 8;
    private static final int CHECKS_PER_ADDRESS = 4;
    private static final String EVIDENCE = "application/eat+cwt";
    private static final String LIMITED = "holdfast_gateway_requests_limited_total{by=\"unknown-chips\"";

    /** Low limits. */
    public static final class FewChecks implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "holdfast.chips.checks-per-address",
                    Integer.toString(CHECKS_PER_ADDRESS),
                    "holdfast.chips.checks-per-second",
                    "2");
        }
    }

    @Test
    void accepted_devices_are_served_during_a_flood_from_20_addresses() throws Exception {
        TestDevice honest = endorsedDevice();
        TestDevice.Session known = honest.hello();
        Await.until("accepted", () -> known.post("challenge").statusCode() == 200);
        int challenges = backend.requests("challenges");
        int attestations = backend.requests("attestations");
        int authorities = backend.requests("authorities");
        int enrolments = backend.enrolments().size();

        Instant start = Instant.now();
        int attested = 0;
        try (ExecutorService flood = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> floods = IntStream.rangeClosed(1, ADDRESSES)
                    .<Future<?>>mapToObj(address -> flood.submit(() -> flood("127.0.2." + address)))
                    .toList();
            do {
                assertThat(known.post("attest", EVIDENCE, new byte[8]).statusCode())
                        .isEqualTo(200);
                assertThat(honest.update().get("update?have=0").statusCode()).isEqualTo(204);
                attested++;
            } while (!floods.stream().allMatch(Future::isDone));
            for (Future<?> one : floods) {
                one.get();
            }
        }

        // A used-up limit fills again within a minute, so in a minute an address can cause at most twice as many
        // checks.
        int minutes = (int) Duration.between(start, Instant.now()).toMinutes() + 1;
        assertThat(backend.requests("challenges") - challenges)
                .isLessThanOrEqualTo(ADDRESSES * CHECKS_PER_ADDRESS * (minutes + 1))
                .isPositive();
        assertThat(backend.requests("attestations")).isEqualTo(attestations + attested);
        assertThat(backend.requests("authorities")).isEqualTo(authorities);
        assertThat(backend.enrolments()).hasSize(enrolments);
        assertThat(metric(LIMITED)).isPositive();
        Await.until(
                "a new device is served",
                () -> endorsedDevice()
                                .hello()
                                .post("attest", EVIDENCE, new byte[8])
                                .statusCode()
                        == 200);
    }

    @Test
    void the_limit_of_all_addresses_does_not_affect_accepted_devices() throws IOException {
        TestDevice.Session known = endorsedDevice().hello();
        Await.until("accepted", () -> known.post("challenge").statusCode() == 200);

        int status = 403;
        for (int address = 1; address < 255 && status == 403; address++) {
            try (TestDevice.Session unknown = device().helloFrom("127.0.3." + address)) {
                status = unknown.post("challenge").statusCode();
            }
        }

        assertThat(status).isEqualTo(429);
        assertThat(known.post("challenge").statusCode()).isEqualTo(200);
    }

    @Test
    void a_refused_chip_is_remembered_whatever_path_it_tries_first() throws IOException {
        for (int first = 0; first < 4; first++) {
            TestDevice.Session unknown = device().helloFrom("127.0.4." + (first + 1));
            int path = first;
            Await.until("refused", () -> request(unknown, path) == 403);
            int asked = backend.requests("challenges");
            for (int next = 0; next < 4; next++) {
                assertThat(request(unknown, next)).isEqualTo(403);
            }
            assertThat(backend.requests("challenges")).isEqualTo(asked);
        }
    }

    @Test
    void accepted_chips_do_not_use_up_the_limits() throws IOException {
        for (int chip = 0; chip < 3 * CHECKS_PER_ADDRESS; chip++) {
            try (TestDevice.Session session = endorsedDevice().helloFrom("127.0.5.1")) {
                Await.until(
                        "served",
                        () -> session.get(DeviceProtocol.EST + "cacerts").statusCode() == 200);
            }
        }
    }

    /** Sends requests of many unknown chips from an address. Each chip makes two requests. */
    private @Nullable Void flood(String address) throws IOException {
        for (int path = 0; path < CHIPS_PER_ADDRESS; path++) {
            TestDevice unknown = device();
            try (TestDevice.Session session = unknown.helloFrom(address)) {
                assertThat(request(session, path)).isIn(403, 429);
                assertThat(request(session, path + 1)).isIn(403, 429);
            }
            assertThat(backend.requests("devices/" + unknown.id().text() + "/assignment"))
                    .isZero();
        }
        return null;
    }

    /**
     * Sends a request on one of four paths and returns the status.
     *
     * @param path number of the path, taken modulo 4
     */
    private static int request(TestDevice.Session session, int path) throws IOException {
        return List.<Request>of(
                        () -> session.post("challenge").statusCode(),
                        () -> session.post("attest", EVIDENCE, new byte[8]).statusCode(),
                        () -> session.post(
                                        DeviceProtocol.EST + "simpleenroll",
                                        DeviceProtocol.CERTIFICATE_REQUEST,
                                        new byte[] {'A', 'Q', 'I', 'D'})
                                .statusCode(),
                        () -> session.get(DeviceProtocol.EST + "cacerts").statusCode())
                .get(path % 4)
                .status();
    }

    private interface Request {
        int status() throws IOException;
    }
}
