package dev.holdfast.bench;

import io.vertx.core.net.NetClient;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * {@code idle_connections}: resident memory of the gateway with 20,000 idle connections of devices that polled once. If the limit of open
 * files is too low, the benchmark opens as many connections as possible. CPU is not measured.
 */
final class IdleConnections implements Benchmark {
    private static final int CONNECTIONS = 20_000;
    private static final int DEVICES = 40;
    private static final int LANES = 16;

    /** File descriptors that stay free for other uses of a process, such as jars and connections to the backend. */
    private static final int DESCRIPTORS_TO_SPARE = 300;

    /** Time limit until the measurement, below the gateway's idle timeout of 75 s. */
    private static final long IDLE_MS = 72_000;

    /** Pause before the measurement. The gateway frees the memory of handshakes after 30 s. */
    private static final long SETTLE_MS = 35_000;

    @Override
    public String name() {
        return "idle_connections";
    }

    @Override
    public BenchResult run(BenchRig rig) throws IOException, InterruptedException {
        List<PemKeyCertOptions> identities = rig.updateIdentities(DEVICES);
        String path = rig.upToDatePoll();
        long gateway = rig.gatewayPid();
        int count = Math.min(
                CONNECTIONS,
                Math.min(room(gateway), room(ProcessHandle.current().pid())));
        DeviceLoad load = rig.gateway();
        List<NetClient> clients = new ArrayList<>();
        for (int i = 0; i < identities.size(); i++) {
            // Each client has another address, because the gateway limits the connections and handshakes of one
            // address.
            clients.add(load.sockets(identities.get(i), "127.0.1." + (i + 1)));
        }
        AtomicInteger lost = new AtomicInteger();
        double before = Resident.of(gateway);
        long begin = System.nanoTime();
        try {
            rig.load(
                    count,
                    LANES,
                    number -> load.hold(clients.get((int) (number % clients.size())), path)
                            .onSuccess(socket -> socket.closeHandler(_ -> lost.incrementAndGet())));
            long nanos = System.nanoTime() - begin;
            Thread.sleep(Math.max(0, Math.min(SETTLE_MS, IDLE_MS - nanos / 1_000_000)));
            Resident resident = new Resident(Resident.of(gateway), before);
            if (lost.get() > 0) {
                throw new IllegalStateException(
                        "the gateway closed %d of %d connections during the measurement".formatted(lost.get(), count));
            }
            return BenchResult.resident(name(), count, nanos, resident);
        } finally {
            clients.forEach(NetClient::close);
        }
    }

    /** Returns the number of connections that a process can open within its limit of open files. */
    private static int room(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        String limit = Files.readAllLines(process.resolve("limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .findFirst()
                .orElseThrow()
                .split("\\s{2,}", -1)[1];
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            return "unlimited".equals(limit)
                    ? CONNECTIONS
                    : Math.toIntExact(Long.parseLong(limit) - open.count() - DESCRIPTORS_TO_SPARE);
        }
    }
}
