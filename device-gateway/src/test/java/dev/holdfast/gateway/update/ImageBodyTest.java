package dev.holdfast.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.InternalApi;
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
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests the order of the bytes of a download. */
class ImageBodyTest {
    private final Counter counter = Counter.builder("sent").register(new SimpleMeterRegistry());
    private final Buffer sent = Buffer.buffer();
    private boolean full = true;
    private int ends;
    private @Nullable Handler<Void> drainHandler;
    private @Nullable Handler<Long> timer;

    @Test
    void a_download_waits_before_it_exceeds_its_bandwidth() {
        Buffer image = image(10_000);
        full = false;

        ImageBody.send(
                response(),
                index -> Future.failedFuture("one chunk is enough"),
                image,
                0,
                image.length(),
                new Pace(1),
                vertx(),
                counter);

        assertThat(sent).isEqualTo(image.slice(0, new Pace(1).slice()));
        Objects.requireNonNull(timer).handle(1L);
        assertThat(sent).as("a timer that fires early").isEqualTo(image.slice(0, new Pace(1).slice()));
        assertThat(ends).isZero();
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
                new Pace(0),
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

    /** Returns a Vert.x that keeps the last timer. */
    @SuppressWarnings("unchecked")
    private Vertx vertx() {
        return (Vertx) Proxy.newProxyInstance(
                Vertx.class.getClassLoader(), new Class<?>[] {Vertx.class}, (vertx, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("setTimer");
                    timer = (Handler<Long>) arguments[1];
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
