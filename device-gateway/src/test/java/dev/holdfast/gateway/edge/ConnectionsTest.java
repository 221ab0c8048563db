package dev.holdfast.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.connection.Listener.Reason;
import dev.holdfast.gateway.support.LogLines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

/** Tests the log lines and metrics of closed connections. */
class ConnectionsTest {
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Connections connections = new Connections(
            new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withMapping(EdgeSettings.class)
                    .build()
                    .getConfigMapping(EdgeSettings.class),
            metrics);

    @Test
    void a_connection_that_is_closed_for_the_unread_responses_of_all_is_logged_with_the_reason() {
        try (LogLines log = LogLines.of(Connections.class.getPackageName())) {
            connections.closed(new EmbeddedChannel(), Reason.UNREAD);
            connections.closed(new EmbeddedChannel(), Reason.UNREAD_IN_ALL);

            assertThat(log.lines())
                    .containsExactly("event=connection-closed over=unread-in-all address=- suppressed=0");
        }
        assertThat(metrics.counter("holdfast.gateway.answers.unread").count()).isEqualTo(2);
    }
}
