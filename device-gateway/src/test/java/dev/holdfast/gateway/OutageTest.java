package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.gateway.support.Await;
import dev.holdfast.gateway.support.GatewayTestEnvironment;
import dev.holdfast.gateway.support.LateBackendProfile;
import dev.holdfast.gateway.support.TestDevice;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Requests that need the backend, during an outage and afterwards. */
@QuarkusTest
@TestProfile(LateBackendProfile.class)
@WithTestResource(value = GatewayTestEnvironment.class, initArgs = @ResourceArg(name = "backend", value = "away"))
class OutageTest extends GatewayTest {
    @Test
    void in_an_outage_requests_that_need_the_backend_get_retry_after() throws IOException {
        TestDevice device = endorsedDevice();
        TestDevice.Session hello = device.hello();
        TestDevice.Session update = device.update();

        backend.stop();

        assertUnavailable(hello.post("challenge"));
        assertUnavailable(hello.post("attest", "application/eat+cwt", new byte[8]));
        assertUnavailable(update.get("update?have=0"));
        assertUnavailable(hello.get(DeviceProtocol.EST + "cacerts"));
        assertUnavailable(update.post(
                DeviceProtocol.EST + "simplereenroll", "application/pkcs10", new byte[] {'A', 'A', 'A', 'A'}));
        assertThat(isReady()).isTrue();
        backend.start();
        Await.until("it recovers", () -> hello.post("challenge").statusCode() == 200);
        Await.until("it recovers", () -> update.get("update?have=0").statusCode() == 204);
    }

    @Test
    void in_an_outage_polls_are_served_from_the_cache() throws IOException {
        UUID group = UUID.randomUUID();
        TestDevice.Session session = deviceWith(group, target(1, Instant.now().plusSeconds(86_400)));
        assertThat(session.get("update?have=0").statusCode()).isEqualTo(200);

        backend.stop();

        assertThat(text(session.get("update?have=0"))).isEqualTo("manifest 1");
        assertThat(session.get(poll(1)).statusCode()).isEqualTo(204);
        backend.deploy(group, target(2, Instant.now().plusSeconds(86_400)));
        backend.announce(InternalApi.Change.of(group));
        backend.start();
        Await.until("the target of meanwhile", () -> text(session.get(poll(1))).equals("manifest 2"));
    }

    @Test
    void changes_of_several_pages_are_applied_after_an_outage() throws IOException {
        UUID group = UUID.randomUUID();
        TestDevice.Session session = deviceWith(group, target(1, Instant.now().plusSeconds(86_400)));
        assertThat(session.get("update?have=0").statusCode()).isEqualTo(200);

        backend.stop();
        backend.deploy(group, target(2, Instant.now().plusSeconds(86_400)));
        backend.announce(Stream.concat(
                        IntStream.range(0, 2 * InternalApi.Changes.MAX_CHANGES)
                                .mapToObj(other -> InternalApi.Change.of(new UUID(0, other))),
                        Stream.of(InternalApi.Change.of(group)))
                .toArray(InternalApi.Change[]::new));
        backend.start();

        Await.until("the target of meanwhile", () -> text(session.get(poll(1))).equals("manifest 2"));
    }

    @Test
    void in_an_outage_an_expired_manifest_set_is_not_served() throws IOException {
        TestDevice.Session session =
                deviceWith(UUID.randomUUID(), target(1, Instant.now().plusSeconds(10)));
        assertThat(session.get("update?have=0").statusCode()).isEqualTo(200);

        backend.stop();

        Await.until(
                "the manifest set expires", () -> session.get("update?have=0").statusCode() == 503);
        assertUnavailable(session.get("update?have=0"));
        assertUnavailable(session.get(poll(1)));
    }

    /** Connects a device of a group with this target. */
    private TestDevice.Session deviceWith(UUID group, InternalApi.Target target) {
        TestDevice device = device();
        backend.assign(device, group);
        backend.deploy(group, target);
        return device.update();
    }

    private static InternalApi.Target target(long version, Instant expiresAt) {
        return InternalApi.Target.of(new InternalApi.CohortTarget(version, manifest(version), expiresAt, List.of()));
    }

    private static void assertUnavailable(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValueAsLong("retry-after").orElseThrow())
                .isBetween(2L, 10L);
    }
}
