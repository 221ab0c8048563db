package dev.holdfast.bench;

import io.vertx.core.http.HttpClient;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.util.List;

/** {@code mtls_handshake}: CPU of a full mutual TLS 1.3 handshake with one poll, compared with nginx. */
final class MtlsHandshake implements Benchmark {
    private static final int DEVICES = 50;
    private static final int LANES = 16;
    /** Until the gateway's JVM has compiled the code of a handshake. With fewer, the result includes the compiler. */
    private static final int WARM_UP = 10_000;

    private static final int OPERATIONS = 8_000;

    @Override
    public String name() {
        return "mtls_handshake";
    }

    @Override
    public BenchResult run(BenchRig rig) throws IOException, InterruptedException {
        List<PemKeyCertOptions> identities = rig.updateIdentities(DEVICES);
        String path = rig.upToDatePoll();
        try (Nginx nginx = rig.nginx()) {
            Load.Operation theirs = connect(rig.against(nginx), identities, path);
            return measurement(rig, name(), identities, path).comparedWith(nginx, theirs);
        }
    }

    /** Returns the CPU of a handshake with one poll in microseconds, without a comparison. */
    static double micros(BenchRig rig) throws IOException, InterruptedException {
        List<PemKeyCertOptions> identities = rig.updateIdentities(DEVICES);
        return measurement(rig, "mtls_handshake", identities, rig.upToDatePoll())
                .alone()
                .cpuMicrosPerOp();
    }

    /** Returns a measurement of handshakes with one poll each, not yet started. */
    static Run measurement(BenchRig rig, String name, List<PemKeyCertOptions> identities, String path) {
        return rig.measure(name, OPERATIONS, LANES, WARM_UP, connect(rig.gateway(), identities, path));
    }

    private static Load.Operation connect(DeviceLoad load, List<PemKeyCertOptions> identities, String path) {
        // Without keep-alive, each request of a client opens a new connection.
        List<HttpClient> clients = identities.stream()
                .map(identity -> load.client(identity, false))
                .toList();
        return number -> load.poll(clients.get((int) (number % clients.size())), path);
    }
}
