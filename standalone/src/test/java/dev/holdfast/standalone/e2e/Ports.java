package dev.holdfast.standalone.e2e;

import dev.holdfast.standalone.config.Port;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds blocks of free ports between 20,000 and 30,000, below the ephemeral ports of the system. Each call returns another block, because
 * several installations start at the same time.
 */
final class Ports {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 30_000;

    private static int next = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);

    private Ports() {}

    /** Returns environment variables that move every listener to a free port. */
    static synchronized Map<String, String> free() {
        int size = Port.values().length;
        for (int attempt = 0; attempt < 200; attempt++) {
            int first = next;
            next = first + size < HIGHEST ? first + size : LOWEST;
            if (isFree(first, size)) {
                Map<String, String> variables = new HashMap<>();
                int number = first;
                for (Port port : Port.values()) {
                    variables.put(port.variable(), Integer.toString(number++));
                }
                return variables;
            }
        }
        throw new AssertionError("No %d free ports in a row".formatted(size));
    }

    /** Returns whether a port accepts connections at this address. */
    static boolean accepts(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2_000);
            return true;
        } catch (IOException e) {
            return false;
        }
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
