package dev.holdfast.sim;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Checks before the start of a fleet that there are enough file descriptors and local ports. If they ran out during the
 * run, devices would report network failures.
 */
final class Resources {
    /** Linux's range of local ports; absent on other systems. */
    private static final Path PORTS = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    /** Descriptors and ports for handshakes, chip files and the JVM itself. */
    private static final int SPARE = 256;

    private Resources() {}

    /**
     * Checks that each device can have one connection.
     *
     * @param devices number of devices that are switched on
     * @throws IOException when a limit is too low; the message says which one to raise
     */
    static void check(int devices) throws IOException {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            check(devices, system.getMaxFileDescriptorCount(), ports());
        }
    }

    static void check(int devices, long descriptors, long ports) throws IOException {
        long needed = (long) devices + SPARE;
        if (descriptors < needed) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%,d devices need %,d file descriptors, but the limit is %,d. Raise the limit in this shell ('ulimit -n %d';"
                            + " for the hard limit, see /etc/security/limits.conf or systemd's LimitNOFILE), or run fewer devices"
                            + " with --devices.",
                    devices,
                    needed,
                    descriptors,
                    needed));
        }
        if (ports < needed) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "%,d devices need %,d local ports, but there are %,d. Extend the range ('sysctl"
                            + " net.ipv4.ip_local_port_range=\"1024 65535\"'), or run fewer devices with --devices and the rest"
                            + " from another address.",
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
