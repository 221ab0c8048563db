package dev.holdfast.standalone.e2e;

import dev.holdfast.standalone.config.Port;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Blocks of free ports below the system's ephemeral ports. */
final class Ports {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 30_000;

    private Ports() {}

    /** Returns environment variables that move every listener to a free port. */
    static Map<String, String> free() {
        int size = Port.values().length;
        for (int attempt = 0; attempt < 200; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(first, size)) {
                Map<String, String> variables = new HashMap<>();
                int next = first;
                for (Port port : Port.values()) {
                    variables.put(port.variable(), Integer.toString(next++));
                }
                return variables;
            }
        }
        throw new AssertionError("No %d free ports in a row".formatted(size));
    }

    private static boolean isFree(int first, int size) {
        for (int port = first; port < first + size; port++) {
            if (!isFree(port)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether nothing listens on a port. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
