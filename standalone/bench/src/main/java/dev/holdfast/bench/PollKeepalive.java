package dev.holdfast.bench;

import io.vertx.core.http.HttpClient;
import java.io.IOException;
import java.util.List;

/** {@code poll_keepalive}: CPU of a poll on an open connection by an up-to-date device, compared with a 204 response of nginx. */
final class PollKeepalive implements Benchmark {
    private static final int CONNECTIONS = 50;
    private static final int WARM_UP = 150_000;
    private static final int OPERATIONS = 150_000;
    private static final int LIMIT_MICROS = 20;

    @Override
    public String name() {
        return "poll_keepalive";
    }

    @Override
    public BenchResult run(BenchRig rig) throws IOException, InterruptedException {
        String path = rig.upToDatePoll();
        try (Nginx nginx = rig.nginx()) {
            Load.Operation ours = poll(rig, rig.gateway(), path);
            Load.Operation theirs = poll(rig, rig.against(nginx), path);
            return rig.measure(name(), OPERATIONS, CONNECTIONS, WARM_UP, ours)
                    .comparedWith(nginx, theirs)
                    .withLimit(LIMIT_MICROS);
        }
    }

    private static Load.Operation poll(BenchRig rig, DeviceLoad load, String path)
            throws IOException, InterruptedException {
        List<HttpClient> clients = rig.updateIdentities(CONNECTIONS).stream()
                .map(identity -> load.client(identity, true))
                .toList();
        return number -> load.poll(clients.get((int) (number % clients.size())), path);
    }
}
