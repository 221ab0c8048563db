package dev.holdfast.bench;

import io.vertx.core.http.HttpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code block_effect}: time from the response to a block until the device is refused. The device polls every 25 ms on an open connection.
 * The result is the slowest of 40 blocks. CPU is not measured.
 */
final class BlockEffect implements Benchmark {
    private static final int TIMES = 40;
    private static final int WARM_UP = 5;

    /** Pause between two polls. The gateway allows a device 50 requests a second. */
    private static final long PAUSE_MILLIS = 25;

    /** Time limit for a block or unblock to take effect. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "block_effect";
    }

    @Override
    public BenchResult run(BenchRig rig) throws IOException, InterruptedException {
        String path = rig.upToDatePoll();
        BenchDevice device = rig.devices(1).getFirst();
        DeviceLoad gateway = rig.gateway();
        HttpClient client = gateway.client(rig.updateIdentities(1).getFirst(), true);
        List<Duration> measured = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < WARM_UP + TIMES; i++) {
            until(gateway, client, path, 204);
            rig.block(device);
            Duration effect = until(gateway, client, path, 403);
            if (i >= WARM_UP) {
                measured.add(effect);
            }
            rig.unblock(device);
        }
        until(gateway, client, path, 204);
        return BenchResult.delay(name(), TIMES, System.nanoTime() - begin, Delay.of(measured));
    }

    /** Polls until the response has this status. Returns the time that this took. */
    private static Duration until(DeviceLoad gateway, HttpClient client, String path, int status)
            throws InterruptedException {
        long since = System.nanoTime();
        while (gateway.status(client, path) != status) {
            if (System.nanoTime() - since > PATIENCE.toNanos()) {
                throw new IllegalStateException("no answer %d within %s".formatted(status, PATIENCE));
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return Duration.ofNanos(System.nanoTime() - since);
    }
}
