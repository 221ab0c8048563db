package dev.holdfast.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.id.DeviceId;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The bandwidth that all downloads of a device share. */
class DownloadTimesTest {
    private static final Pace PACE = new Pace(100_000);

    private long now = 1_000_000_000_000L;
    private final DownloadTimes times = new DownloadTimes(() -> now);
    private final DownloadTimes.Limit limit = times.limit(device(1), PACE);

    /**
     * Slice of a download that waits.
     *
     * @param reserved time of the slice
     */
    private record Waiting(int download, long reserved) {}

    @Test
    void without_a_limit_nothing_waits() {
        DownloadTimes.Limit none = times.limit(device(1), new Pace(0));

        assertThat(none.pause(none.reserve(Integer.MAX_VALUE))).isZero();
        assertThat(none.pause(none.reserve(1))).isZero();
        assertThat(none.slice()).isEqualTo(64 * 1024);
    }

    @Property(tries = 300)
    void parallel_downloads_never_exceed_the_bandwidth_by_more_than_a_slice(
            @ForAll @IntRange(min = 125, max = 125_000_000) int bytesPerSecond,
            @ForAll @IntRange(min = 1, max = 10) int downloads,
            @ForAll @IntRange(min = 1, max = 200) int slices) {
        long begin = now;
        int[] sent = new int[downloads];
        PriorityQueue<Waiting> waiting = new PriorityQueue<>((a, b) -> Long.compare(a.reserved(), b.reserved()));
        DownloadTimes.Limit shared = new DownloadTimes(() -> now).limit(device(1), new Pace(bytesPerSecond));
        for (int download = 0; download < downloads; download++) {
            waiting.add(new Waiting(download, shared.reserve(shared.slice())));
        }

        for (int slice = 0; slice < slices; slice++) {
            Waiting next = waiting.remove();
            now += TimeUnit.MILLISECONDS.toNanos(shared.pause(next.reserved()));
            sent[next.download()]++;
            waiting.add(new Waiting(next.download(), shared.reserve(shared.slice())));
        }

        long allowed = (slices - 1L) * shared.slice() * 1_000 / bytesPerSecond;
        assertThat(allowed).isLessThanOrEqualTo(TimeUnit.NANOSECONDS.toMillis(now - begin));
        assertThat(Arrays.stream(sent).min().orElseThrow())
                .as("each gets its turn")
                .isGreaterThanOrEqualTo(slices / downloads);
    }

    @Test
    void a_new_range_waits_for_the_bytes_of_the_ranges_before() {
        limit.reserve(50_000);

        DownloadTimes.Limit next = times.limit(device(1), PACE);

        assertThat(next.pause(next.reserve(1))).isEqualTo(500);
        DownloadTimes.Limit other = times.limit(device(2), PACE);
        assertThat(other.pause(other.reserve(1))).as("another device").isZero();
    }

    @Test
    void time_without_downloads_does_not_add_up() {
        limit.reserve(1_000);
        now += TimeUnit.SECONDS.toNanos(30);

        limit.reserve(100_000);

        assertThat(limit.pause(limit.reserve(1))).isBetween(990L, 1_000L);
    }

    private static DeviceId device(int number) {
        byte[] key = new byte[64];
        key[63] = (byte) number;
        return DeviceId.of(key);
    }
}
