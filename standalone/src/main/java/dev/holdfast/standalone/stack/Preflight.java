package dev.holdfast.standalone.stack;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;

/** What is checked before anything is started, so that the reason is one sentence and not a log. */
final class Preflight {
    private static final long NEEDED_BYTES = 1L << 30;

    private Preflight() {}

    static void check(Home home, Settings settings) {
        try {
            long free = Files.getFileStore(home.directory()).getUsableSpace();
            if (free < NEEDED_BYTES) {
                throw new CannotContinue(
                        "Only %d MB are free where %s is, and Holdfast needs 1,024: free some, or set HOLDFAST_HOME to a folder with more room."
                                .formatted(free >> 20, home.directory()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Port port : Port.values()) {
            if (!isFree(settings, port)) {
                throw taken(settings, port);
            }
        }
    }

    private static boolean isFree(Settings settings, Port port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port(port)));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static CannotContinue taken(Settings settings, Port port) {
        int number = settings.port(port);
        String owner = PortOwner.of(number).map(" by "::concat).orElse("");
        return new CannotContinue(
                "Port %d, meant for %s, is taken%s: end that program, or choose another port with %s=%d (or %s in .holdfast/holdfast.properties)."
                        .formatted(number, port.purpose(), owner, port.variable(), number + 1000, port.key()));
    }
}
