package dev.holdfast.ui.connection;

import dev.holdfast.connection.GuardedListeners;
import dev.holdfast.connection.Listener;
import io.netty.channel.Channel;
import io.vertx.core.net.NetServerOptions;
import java.time.Duration;
import java.util.Optional;

/** Limits the clients of the console and of its management port. */
public final class ConsoleListener extends GuardedListeners {
    /** Enough time for uploads of 22 MiB at 620 kbit/s, and for reading the largest script at 100 kbit/s. */
    private static final Duration BODY_TIME = Duration.ofMinutes(5);

    private static final Listener.Limits LIMITS =
            new Listener.Limits(4000, 1000, Duration.ofSeconds(10), BODY_TIME, BODY_TIME, 2);

    @Override
    protected Optional<Listener> listener(NetServerOptions options) {
        return Optional.of(new LimitedListener());
    }

    private static final class LimitedListener extends Listener {
        LimitedListener() {
            super(LIMITS);
        }

        @Override
        protected void closed(Channel connection, Reason reason) {
            // Not logged, because anyone can cause a closure.
        }
    }
}
