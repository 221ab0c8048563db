package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.gateway.support.Await;
import dev.holdfast.gateway.support.GatewayTestEnvironment;
import dev.holdfast.gateway.support.LateBackendProfile;
import dev.holdfast.gateway.support.TestDevice;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Needs a fresh gateway, so it must run first in its profile. Classes of a profile run in alphabetical order. */
@QuarkusTest
@TestProfile(LateBackendProfile.class)
@WithTestResource(value = GatewayTestEnvironment.class, initArgs = @ResourceArg(name = "backend", value = "away"))
class BackendAwayAtStartTest extends GatewayTest {
    @Override
    @BeforeEach
    void the_gateway_is_ready() {
        // Not ready yet, as this test expects.
    }

    @Test
    void the_gateway_starts_without_the_backend_and_becomes_ready() throws IOException {
        TestDevice device = endorsedDevice();
        assertThat(fromManagement("/q/health/live").statusCode()).isEqualTo(200);
        assertThat(fromManagement("/q/health/ready").statusCode()).isEqualTo(503);
        assertThat(device.hello().post("challenge").statusCode()).isEqualTo(503);
        assertThat(device.update().get("update?have=0").statusCode()).isEqualTo(503);

        backend.start();

        Await.until("the gateway is ready", this::isReady);
        assertThat(device.hello().post("challenge").statusCode()).isEqualTo(200);
        assertThat(device.update().get("update?have=0").statusCode()).isEqualTo(204);
    }
}
