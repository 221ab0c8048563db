package dev.holdfast.bench;

import dev.holdfast.contract.device.DeviceProtocol;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code check_now}: time from an operator's request to check for updates until the last of 1,000 waiting devices of a group has polled again.
 * CPU is not measured.
 */
final class CheckNow implements Benchmark {
    /** Each device has one connection: a gateway lets one poll of a device wait. */
    private static final int DEVICES = 1_000;

    private static final int LANES = 16;
    private static final int TIMES = 5;
    private static final int WARM_UP = 1;
    private static final int LIMIT_MILLIS = 2_000;

    /** Time until all polls wait, below the time that they wait. */
    private static final long SETTLE_MS = 5_000;

    @Override
    public String name() {
        return "check_now";
    }

    @Override
    public BenchResult run(BenchRig rig) throws IOException, InterruptedException {
        DeviceLoad gateway = rig.gateway();
        List<PemKeyCertOptions> identities = rig.updateIdentities(DEVICES);
        String poll = rig.upToDatePoll();
        String waiting = poll + "&wait=" + DeviceProtocol.MAX_WAIT_SECONDS;
        List<HttpClient> clients = new ArrayList<>();
        identities.forEach(identity -> clients.add(gateway.client(identity, true)));
        try {
            rig.load(DEVICES, LANES, number -> gateway.poll(clients.get((int) number), poll));
            List<Duration> measured = new ArrayList<>();
            long begin = System.nanoTime();
            for (int i = 0; i < WARM_UP + TIMES; i++) {
                List<Future<Long>> polled = clients.stream()
                        .map(client -> gateway.poll(client, waiting)
                                .compose(_ -> gateway.poll(client, poll))
                                .map(_ -> System.nanoTime()))
                        .toList();
                Thread.sleep(SETTLE_MS);
                if (polled.stream().anyMatch(Future::isComplete)) {
                    throw new IllegalStateException("the gateway did not let all polls wait");
                }
                long since = System.nanoTime();
                rig.checkNow();
                Future.all(polled).toCompletionStage().toCompletableFuture().join();
                if (i >= WARM_UP) {
                    polled.forEach(at -> measured.add(Duration.ofNanos(at.result() - since)));
                }
            }
            return BenchResult.delay(name(), (long) TIMES * DEVICES, System.nanoTime() - begin, Delay.of(measured))
                    .withLimit(LIMIT_MILLIS);
        } finally {
            clients.forEach(HttpClient::close);
        }
    }
}
