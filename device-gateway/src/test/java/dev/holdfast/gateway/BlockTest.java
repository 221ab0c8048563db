package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.gateway.support.Await;
import dev.holdfast.gateway.support.GatewayTestEnvironment;
import dev.holdfast.gateway.support.ShortTimeoutsProfile;
import dev.holdfast.gateway.support.TestDevice;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refusal of a blocked device: with the change stream, without it, and without the backend. */
@QuarkusTest
@TestProfile(ShortTimeoutsProfile.class)
@WithTestResource(GatewayTestEnvironment.class)
class BlockTest extends GatewayTest {
    private final UUID group = UUID.randomUUID();
    private TestDevice device;
    private TestDevice.Session session;

    @BeforeEach
    void a_device_is_served() throws IOException {
        device = endorsedDevice();
        backend.assign(device, group);
        backend.deploy(
                group,
                InternalApi.Target.of(new InternalApi.CohortTarget(
                        1, manifest(1), Instant.now().plusSeconds(86_400), List.of())));
        session = device.update();
        Await.until("served", () -> session.get(poll(1)).statusCode() == 204);
    }

    @AfterEach
    void restore_the_change_stream() {
        backend.enableChangeStream(true);
    }

    @Test
    void a_blocked_device_is_refused_at_its_next_request() throws IOException {
        double before = metric("holdfast_gateway_refusals_total{reason=\"blocked\"");
        Await.until("changes are heard", () -> backend.waitsForChanges());

        backend.block(device);
        backend.announce(InternalApi.Change.of(device.id()));

        Await.until("refused", () -> session.get(poll(1)).statusCode() == 403);
        assertUniformRefusal(session.get("update?have=0"));
        assertUniformRefusal(session.get("images/" + UUID.randomUUID()));
        assertUniformRefusal(device.customer().post("reports/event", "application/json", new byte[] {1, 2}));
        assertUniformRefusal(device.hello().post("attest", "application/eat+cwt", new byte[8]));
        assertThat(metric("holdfast_gateway_refusals_total{reason=\"blocked\"")).isGreaterThan(before);
    }

    @Test
    void an_unblocked_device_is_served_again() throws IOException {
        backend.block(device);
        backend.announce(InternalApi.Change.of(device.id()));
        Await.until("refused", () -> session.get(poll(1)).statusCode() == 403);

        backend.assign(device, group);
        backend.announce(InternalApi.Change.of(device.id()));

        Await.until("served", () -> session.get(poll(1)).statusCode() == 204);
    }

    @Test
    void a_revoked_certificate_is_refused_and_others_of_the_device_work() throws IOException {
        List<X509Certificate> chain = installation.updateChain(device.id().text(), device.key());
        TestDevice.Session revoked = device.with(chain);
        Await.until("served", () -> revoked.get(poll(1)).statusCode() == 204);
        double before = metric("holdfast_gateway_refusals_total{reason=\"revoked\"");

        backend.revoke(
                device,
                group,
                new InternalApi.Revoked(
                        List.of(chain.getFirst().getSerialNumber().toString(16)), null));
        backend.announce(InternalApi.Change.of(device.id()));

        Await.until("refused", () -> revoked.get(poll(1)).statusCode() == 403);
        assertUniformRefusal(revoked.get(poll(1)));
        assertUniformRefusal(device.with(chain).get(poll(1)));
        assertThat(session.get(poll(1)).statusCode()).isEqualTo(204);
        assertThat(device.hello().post("challenge").statusCode()).isEqualTo(200);
        assertThat(metric("holdfast_gateway_refusals_total{reason=\"revoked\"")).isGreaterThan(before);
    }

    @Test
    void with_many_revocations_all_certificates_that_expire_earlier_are_refused() throws IOException {
        List<X509Certificate> chain = installation.updateChain(device.id().text(), device.key());
        Instant end = chain.getFirst().getNotAfter().toInstant();
        TestDevice.Session early = device.with(chain);

        // All certificates that expire by this time are revoked.
        backend.revoke(device, group, new InternalApi.Revoked(List.of(), end));
        backend.announce(InternalApi.Change.of(device.id()));
        Await.until("refused", () -> early.get(poll(1)).statusCode() == 403);

        backend.revoke(device, group, new InternalApi.Revoked(List.of(), end.minusSeconds(1)));
        backend.announce(InternalApi.Change.of(device.id()));
        Await.until("served", () -> early.get(poll(1)).statusCode() == 204);
    }

    @Test
    void certificates_of_a_retired_ca_are_refused_and_the_device_can_attest() throws IOException {
        backend.deploy(
                group,
                new InternalApi.Target(
                        new InternalApi.CohortTarget(
                                1, manifest(1), Instant.now().plusSeconds(86_400), List.of()),
                        null,
                        false,
                        List.of(installation
                                .catalog()
                                .certificate()
                                .getSerialNumber()
                                .toString(16))));
        backend.announce(InternalApi.Change.of(group));

        Await.until("refused", () -> session.get(poll(1)).statusCode() == 403);
        assertUniformRefusal(session.get(poll(1)));
        assertUniformRefusal(device.customer().post("reports/event", "application/json", new byte[] {1, 2}));
        assertThat(device.hello().post("challenge").statusCode()).isEqualTo(200);
    }

    @Test
    void a_certificate_that_the_backend_refused_is_refused_from_memory() throws IOException {
        Await.until("changes are heard", () -> backend.waitsForChanges());
        backend.refuse(device, true);
        backend.announce(InternalApi.Change.of(device.id()));
        Await.until("refused", () -> session.get(poll(1)).statusCode() == 403);
        int asked = backend.requests("devices/" + device.id() + "/assignment");

        for (int i = 0; i < 10; i++) {
            assertUniformRefusal(session.get(poll(1)));
        }

        assertThat(backend.requests("devices/" + device.id() + "/assignment")).isEqualTo(asked);
    }

    @Test
    void without_changes_a_blocked_device_is_refused_on_its_next_connection() throws IOException {
        backend.enableChangeStream(false);
        Await.until("the stream is down", () -> backend.changesRefused() > 0);

        backend.block(device);

        assertUniformRefusal(device.update().get(poll(1)));
        assertUniformRefusal(session.get(poll(1)));
    }

    @Test
    void a_disconnected_gateway_serves_a_blocked_device_until_the_lease_ends() throws IOException {
        backend.stop();
        assertThat(device.update().get(poll(1)).statusCode()).isEqualTo(204);

        Await.until("the lease ends", () -> session.get(poll(1)).statusCode() == 503);

        assertThat(device.update().get(poll(1)).statusCode()).isEqualTo(503);
        backend.block(device);
        backend.start();
        Await.until("refused", () -> device.update().get(poll(1)).statusCode() == 403);
    }
}
