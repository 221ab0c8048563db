package dev.holdfast.sim;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a fleet takes of the operating system, looked at before it starts: running out half-way looks like a bad network. */
final class Resources {
    /** Where Linux says which ports connections may come from; other systems do not tell. */
    private static final Path PORTS = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    /** Handshakes that are under way, files of chips, the Java machine's own. */
    private static final int SPARE = 256;

    private Resources() {}

    /**
     * Checks that each device can have one connection.
     *
     * @param devices that are ever switched on
     * @throws IOException when it cannot; the message says what to raise
     */
    static void check(int devices) throws IOException {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            check(devices, system.getMaxFileDescriptorCount(), ports());
        }
    }

    /** Checks against given limits. */
    static void check(int devices, long descriptors, long ports) throws IOException {
        long needed = (long) devices + SPARE;
        if (descriptors < needed) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%,d devices need %,d file descriptors, one for each connection and some to spare, and this process may"
                            + " have %,d. Raise the limit in the shell that starts it ('ulimit -n %d'; beyond the hard"
                            + " limit it takes /etc/security/limits.conf or systemd's LimitNOFILE), or take fewer devices"
                            + " with --devices.",
                    devices,
                    needed,
                    descriptors,
                    needed));
        }
        if (ports < needed) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%,d devices need %,d local ports, as all of them connect to one gateway, and there are %,d. Widen the"
                            + " range ('sysctl net.ipv4.ip_local_port_range=\"1024 65535\"'), or take fewer devices with"
                            + " --devices and the rest from another address.",
                    devices,
                    needed,
                    ports));
        }
    }

    private static long ports() {
        try {
            String[] range = Files.readString(PORTS).strip().split("\\s+", -1);
            return Long.parseLong(range[1]) - Long.parseLong(range[0]) + 1;
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Long.MAX_VALUE;
        }
    }
}
