package dev.holdfast.ui.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The setting with the addresses of other console replicas, which get forwarded logout tokens. */
class LogoutForwarderTest {
    @Test
    void a_replica_has_a_host_and_a_port() {
        URI replicas = URI.create("http://ui-replicas:8080");
        assertThat(LogoutForwarder.address(replicas)).isEqualTo(replicas);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ui-replicas:8080", "ui-replicas", "http://ui-replicas", "https://ui-replicas:8443"})
    void an_invalid_replica_stops_the_start_with_a_hint(String written) {
        assertThatThrownBy(() -> LogoutForwarder.address(URI.create(written)))
                .hasMessage("HOLDFAST_CONSOLE_REPLICAS has %s: write http://HOST:PORT, separated by commas", written);
    }
}
