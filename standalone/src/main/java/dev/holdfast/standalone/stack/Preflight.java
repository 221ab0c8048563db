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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Checks disk space and ports before the start. Uses only the JDK, see {@link BeforeBuild}. */
final class Preflight {
    /** Free disk space that a start needs: 1 GiB. */
    private static final long NEEDED_BYTES = 1L << 30;

    private static final int LOWEST_UNPRIVILEGED = 1024;

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
        checkPorts(home, settings);
    }

    /**
     * Checks that all ports are free, or used by processes of this installation, and that the name of the certificate leads here.
     *
     * @throws CannotContinue if not, with all ports that are in use, their users, and free ports
     */
    static void checkPorts(Home home, Settings settings) {
        settings.tls().ifPresent(tls -> tls.checkName(settings));
        List<String> conflicts = new ArrayList<>();
        List<String> advice = new ArrayList<>();
        for (Port port : Port.values()) {
            checkAddress(settings, port);
            int number = settings.port(port);
            if (isFree(settings.address(port), number)) {
                continue;
            }
            Optional<ProcessHandle> owner = PortOwner.of(number);
            if (owner.isPresent() && PortOwner.belongsTo(home, owner.get())) {
                continue;
            }
            conflicts.add("%n  %d of %s%s".formatted(number, port.purpose(), reason(number, owner)));
            freePort(settings, port).ifPresent(free -> advice.add(port.variable() + "=" + free));
        }
        if (!conflicts.isEmpty()) {
            throw new CannotContinue(
                    "Ports are in use:%s%nStop these programs, or put other ports before the command. The installation remembers them:%n  %s"
                            .formatted(String.join("", conflicts), String.join(" ", advice)));
        }
    }

    private static String reason(int number, Optional<ProcessHandle> owner) {
        if (owner.isEmpty() && number < LOWEST_UNPRIVILEGED) {
            return ": only root can use ports below 1024, unless sysctl net.ipv4.ip_unprivileged_port_start allows it";
        }
        return owner.map(PortOwner::describe).map(", used by "::concat).orElse("");
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

    private static boolean isFree(InetAddress address, int number) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, number));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns a free port that no setting has: 1000 above, 2000 above, and so on. */
    private static Optional<Integer> freePort(Settings settings, Port port) {
        return IntStream.iterate(settings.port(port) + 1000, number -> number <= 65_535, number -> number + 1000)
                .filter(number -> Arrays.stream(Port.values()).noneMatch(other -> settings.port(other) == number))
                .filter(number -> isFree(settings.address(port), number))
                .boxed()
                .findFirst();
    }
}
