package dev.holdfast.standalone.stack;

import dev.holdfast.standalone.config.CannotContinue;
import dev.holdfast.standalone.config.Home;
import dev.holdfast.standalone.config.Port;
import dev.holdfast.standalone.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;

/** Checks disk space and ports before the start, to report a problem in one sentence. */
final class Preflight {
    /** Free disk space that a start needs: 1 GiB. */
    private static final long NEEDED_BYTES = 1L << 30;

    private Preflight() {}

    static void check(Home home, Settings settings) {
        try {
            long free = Files.getFileStore(home.directory()).getUsableSpace();
            if (free < NEEDED_BYTES) {
                throw new CannotContinue(
                        "%s has only %d MB of free disk space and needs 1,024 MB. Free some space, or set HOLDFAST_HOME to a folder on another disk."
                                .formatted(home.directory(), free >> 20));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Port port : Port.values()) {
            checkAddress(settings, port);
            if (!isFree(settings, port)) {
                throw taken(settings, port);
            }
        }
    }

    private static void checkAddress(Settings settings, Port port) {
        InetAddress address = settings.address(port);
        try {
            if (!address.isAnyLocalAddress()
                    && !address.isLoopbackAddress()
                    && NetworkInterface.getByInetAddress(address) == null) {
                throw new CannotContinue("%s cannot listen on %s, which is not an address of this machine."
                        .formatted(port.purpose(), settings.host(port)));
            }
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFree(Settings settings, Port port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.address(port), settings.port(port)));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static CannotContinue taken(Settings settings, Port port) {
        int number = settings.port(port);
        String owner = PortOwner.of(number).map(" by "::concat).orElse("");
        return new CannotContinue(
                "Port %d of %s is in use%s. Stop that program, or use another port: %s=%d (or %s in .holdfast/holdfast.properties)."
                        .formatted(number, port.purpose(), owner, port.variable(), number + 1000, port.key()));
    }
}
