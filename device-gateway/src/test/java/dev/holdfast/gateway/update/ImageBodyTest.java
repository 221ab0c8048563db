package dev.holdfast.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.id.DeviceId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests the order of the bytes of a download. */
class ImageBodyTest {
    private static final DeviceId DEVICE = DeviceId.of(new byte[64]);

    private final Counter counter = Counter.builder("sent").register(new SimpleMeterRegistry());
    private final Buffer sent = Buffer.buffer();
    private boolean full = true;
    private int ends;
    private @Nullable Handler<Void> drainHandler;
    private final List<Handler<Long>> timers = new ArrayList<>();
    private long now = 1_000_000_000_000L;
    private final DownloadTimes times = new DownloadTimes(() -> now);

    @Test
    void a_download_waits_before_it_exceeds_its_bandwidth() {
        Buffer image = image(10_000);
        full = false;

        send(image, limit(new Pace(1)));

        assertThat(sent).isEqualTo(image.slice(0, new Pace(1).slice()));
        runTimers();
        assertThat(sent).as("a timer that fires early").isEqualTo(image.slice(0, new Pace(1).slice()));
        assertThat(ends).isZero();
    }

    @Test
    void two_responses_to_a_device_share_its_bandwidth() {
        Buffer image = image(3_000);
        full = false;
        DownloadTimes.Limit limit = limit(new Pace(1_024));

        send(image, limit);
        send(image, limit);

        assertThat(sent.length()).isEqualTo(1_024);
        List<Integer> perSecond = new ArrayList<>();
        for (int second = 1; second <= 5; second++) {
            int before = sent.length();
            now += TimeUnit.SECONDS.toNanos(1);
            runTimers();
            perSecond.add(sent.length() - before);
        }
        assertThat(perSecond).containsExactly(1_024, 1_024, 952, 1_024, 952);
        assertThat(ends).as("ended responses").isEqualTo(2);
    }

    @Test
    void a_new_range_begins_no_new_allowance() {
        Buffer image = image(2_048);
        full = false;
        DownloadTimes.Limit limit = limit(new Pace(1_024));
        ImageBody.send(response(), ImageBodyTest::noChunk, image, 0, 1_024, limit, vertx(), counter);
        assertThat(ends).as("the first range is sent at once").isEqualTo(1);

        ImageBody.send(
                response(), ImageBodyTest::noChunk, image, 1_024, 2_048, limit(new Pace(1_024)), vertx(), counter);

        assertThat(sent).isEqualTo(image.slice(0, 1_024));
        now += TimeUnit.SECONDS.toNanos(1);
        runTimers();
        assertThat(sent).isEqualTo(image);
    }

    @Test
    void a_drain_inside_of_a_write_or_during_a_load_sends_no_byte_twice() {
        Buffer image = image(2 * InternalApi.IMAGE_CHUNK + 10);
        Promise<Buffer> second = Promise.promise();
        ImageBody.send(
                response(),
                index -> index == 1 ? second.future() : Future.succeededFuture(chunk(image, index)),
                chunk(image, 0),
                0,
                image.length(),
                limit(new Pace(0)),
                vertx(),
                counter);
        full = false;
        drain();
        drain();

        second.complete(chunk(image, 1));

        assertThat(sent).isEqualTo(image);
        assertThat(ends).isEqualTo(1);
        assertThat(counter.count()).isEqualTo(image.length());
    }

    private void send(Buffer image, DownloadTimes.Limit limit) {
        ImageBody.send(response(), ImageBodyTest::noChunk, image, 0, image.length(), limit, vertx(), counter);
    }

    private static Future<Buffer> noChunk(int index) {
        return Future.failedFuture("chunk " + index + " is not needed");
    }

    private DownloadTimes.Limit limit(Pace pace) {
        return times.limit(DEVICE, pace);
    }

    /** Runs the timers that are set now, as if all were due. */
    private void runTimers() {
        List<Handler<Long>> due = List.copyOf(timers);
        timers.clear();
        due.forEach(timer -> timer.handle(1L));
    }

    private static Buffer image(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return Buffer.buffer(bytes);
    }

    private static Buffer chunk(Buffer image, int index) {
        int start = index * InternalApi.IMAGE_CHUNK;
        return image.slice(start, Math.min(start + InternalApi.IMAGE_CHUNK, image.length()));
    }

    private void drain() {
        if (drainHandler != null) {
            drainHandler.handle(null);
        }
    }

    /** Returns a response that calls its drain handler inside of each write, as Vert.x does when the socket takes all bytes at once. */
    private HttpServerResponse response() {
        return (HttpServerResponse) Proxy.newProxyInstance(
                HttpServerResponse.class.getClassLoader(), new Class<?>[] {HttpServerResponse.class}, this::call);
    }

    /** Returns a Vert.x that keeps the timers. */
    @SuppressWarnings("unchecked")
    private Vertx vertx() {
        return (Vertx) Proxy.newProxyInstance(
                Vertx.class.getClassLoader(), new Class<?>[] {Vertx.class}, (vertx, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("setTimer");
                    timers.add((Handler<Long>) arguments[1]);
                    return 1L;
                });
    }

    @SuppressWarnings("unchecked")
    private Object call(Object response, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "closed" -> false;
            case "writeQueueFull" -> full;
            case "drainHandler" -> {
                drainHandler = (Handler<Void>) arguments[0];
                yield response;
            }
            case "write" -> {
                sent.appendBuffer((Buffer) arguments[0]);
                drain();
                yield Future.succeededFuture();
            }
            case "end" -> {
                ends++;
                yield Future.succeededFuture();
            }
            default -> throw new AssertionError(method);
        };
    }
}
