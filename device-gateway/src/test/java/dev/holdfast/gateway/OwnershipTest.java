package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.gateway.support.Await;
import dev.holdfast.gateway.support.GatewayTestEnvironment;
import dev.holdfast.gateway.support.TestDevice;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A certificate is valid only while its device belongs to the catalog that issued it. */
@QuarkusTest
@WithTestResource(GatewayTestEnvironment.class)
class OwnershipTest extends GatewayTest {
    @Test
    void a_certificate_of_a_catalog_that_the_device_left_is_refused() throws IOException {
        assertRefusedAfter(device -> backend.give(device, UUID.randomUUID()), "other-catalog");
    }

    @Test
    void a_certificate_of_an_unclaimed_device_is_refused() throws IOException {
        assertRefusedAfter(device -> backend.refuse(device, true), "refused-by-backend");
    }

    private void assertRefusedAfter(Consumer<TestDevice> change, String reason) throws IOException {
        TestDevice device = endorsedDevice();
        backend.assign(device, UUID.randomUUID());
        TestDevice.Session session = device.update();
        assertThat(session.get("update?have=0").statusCode()).isNotEqualTo(403);
        double before = metric("holdfast_gateway_refusals_total{reason=\"" + reason + "\"");

        change.accept(device);
        backend.announce(InternalApi.Change.of(device.id()));

        Await.until("refused", () -> session.get("update?have=0").statusCode() == 403);
        assertUniformRefusal(session.get("update?have=0"));
        assertUniformRefusal(session.get("images/" + UUID.randomUUID()));
        assertUniformRefusal(device.customer().post("reports/event", "application/json", new byte[] {1, 2}));
        assertThat(metric("holdfast_gateway_refusals_total{reason=\"" + reason + "\""))
                .isGreaterThan(before);
        // The chip can attest. The backend decides about the catalog.
        assertThat(device.hello()
                        .post("challenge", "application/json", new byte[0])
                        .statusCode())
                .isEqualTo(200);
    }
}
