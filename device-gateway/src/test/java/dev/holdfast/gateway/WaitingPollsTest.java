package dev.holdfast.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.gateway.support.Await;
import dev.holdfast.gateway.support.FewWaitingPollsProfile;
import dev.holdfast.gateway.support.GatewayTestEnvironment;
import dev.holdfast.gateway.support.TestDevice;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Polls that wait at the gateway for a change. */
@QuarkusTest
@WithTestResource(GatewayTestEnvironment.class)
@TestProfile(FewWaitingPollsProfile.class)
class WaitingPollsTest extends GatewayTest {
    private static final long INSTALLED = 7;
    private static final String WAITING = poll(INSTALLED) + "&wait=25";

    private final UUID group = UUID.randomUUID();
    private final UUID otherGroup = UUID.randomUUID();

    @BeforeEach
    void the_groups_have_a_target() {
        Stream.of(group, otherGroup).forEach(each -> deploy(each, INSTALLED));
    }

    @AfterEach
    void no_poll_waits() {
        awaitWaiting(0);
    }

    @Test
    void a_poll_ends_when_the_target_of_its_group_changes_and_another_one_goes_on() throws IOException {
        CompletableFuture<HttpResponse<byte[]>> other =
                poll(deviceIn(otherGroup).update(), WAITING);
        awaitWaiting(1);
        TestDevice.Session session = deviceIn(group).update();
        CompletableFuture<HttpResponse<byte[]>> waiting = poll(session, WAITING);
        awaitWaiting(2);

        deploy(group, INSTALLED + 1);
        backend.announce(InternalApi.Change.of(group));

        assertEndedByGateway(waiting.join());
        assertThat(other).isNotDone();
        assertThat(text(session.get(WAITING))).isEqualTo("manifest " + (INSTALLED + 1));
        backend.announce(InternalApi.Change.of(otherGroup));
        assertEndedByGateway(other.join());
    }

    @Test
    void the_first_target_of_a_group_ends_polls() throws IOException {
        UUID empty = UUID.randomUUID();
        TestDevice.Session session = deviceIn(empty).update();
        CompletableFuture<HttpResponse<byte[]>> waiting = poll(session, WAITING);
        awaitWaiting(1);

        deploy(empty, INSTALLED + 1);
        backend.announce(InternalApi.Change.of(empty));

        assertEndedByGateway(waiting.join());
        assertThat(session.get(WAITING).statusCode()).isEqualTo(200);
    }

    @Test
    void a_poll_of_a_device_that_an_operator_blocks_ends_and_the_next_one_is_refused() throws IOException {
        TestDevice device = deviceIn(group);
        TestDevice.Session session = device.update();
        CompletableFuture<HttpResponse<byte[]>> waiting = poll(session, WAITING);
        awaitWaiting(1);

        backend.block(device);
        backend.announce(InternalApi.Change.of(device.id()));

        assertEndedByGateway(waiting.join());
        assertUniformRefusal(session.get(WAITING));
    }

    @Test
    void a_poll_waits_no_longer_than_it_asked() throws IOException {
        assertEndedByGateway(deviceIn(group).update().get(poll(INSTALLED) + "&wait=1"));
    }

    @Test
    void a_poll_about_a_staged_set_waits_until_the_set_is_withdrawn() throws IOException {
        TestDevice.Session session = deviceIn(group).update();
        String path = poll(INSTALLED - 1) + "&wait=25";
        Map<String, String> staged = Map.of(
                "If-None-Match", session.get(path).headers().firstValue("etag").orElseThrow());
        assertThat(session.get(poll(INSTALLED - 1), staged).statusCode()).isEqualTo(304);
        CompletableFuture<HttpResponse<byte[]>> waiting = poll(session, path, staged);
        awaitWaiting(1);

        deploy(group, INSTALLED - 1);
        backend.announce(InternalApi.Change.of(group));

        // The set was still offered when the poll began, so the device asks again.
        assertThat(waiting.join().statusCode()).isEqualTo(304);
        assertThat(waiting.join().headers().firstValue("retry-after")).contains("0");
        assertAnsweredAtOnce(session.get(path, staged));
    }

    @Test
    void a_poll_with_news_or_about_a_withdrawn_set_does_not_wait() throws IOException {
        TestDevice.Session session = deviceIn(group).update();
        assertThat(session.get(poll(INSTALLED - 1) + "&wait=25").statusCode()).isEqualTo(200);

        assertAnsweredAtOnce(session.get(WAITING, Map.of("If-None-Match", "\"withdrawn\"")));
        assertAnsweredAtOnce(session.get(poll(INSTALLED) + "&wait=0"));
        assertAnsweredAtOnce(session.get(poll(INSTALLED) + "&wait=soon"));
    }

    @Test
    void a_change_ends_all_polls_of_a_group_one_after_the_other_and_more_polls_than_allowed_do_not_wait()
            throws IOException {
        List<CompletableFuture<HttpResponse<byte[]>>> waiting = Stream.generate(
                        () -> poll(deviceIn(group).update(), WAITING))
                .limit(FewWaitingPollsProfile.POLLS)
                .toList();
        awaitWaiting(FewWaitingPollsProfile.POLLS);
        assertAnsweredAtOnce(deviceIn(group).update().get(WAITING));

        long announced = System.nanoTime();
        backend.announce(InternalApi.Change.of(group));

        waiting.forEach(ended -> assertEndedByGateway(ended.join()));
        assertThat(Duration.ofNanos(System.nanoTime() - announced))
                .as("time in which one poll ends in each pause")
                .isGreaterThanOrEqualTo(FewWaitingPollsProfile.PAUSE.multipliedBy(FewWaitingPollsProfile.POLLS - 1));
    }

    @Test
    void a_second_poll_of_a_device_ends_the_first() throws IOException {
        TestDevice device = deviceIn(group);
        CompletableFuture<HttpResponse<byte[]>> first = poll(device.update(), WAITING);
        awaitWaiting(1);

        CompletableFuture<HttpResponse<byte[]>> second = poll(device.update(), WAITING);

        assertAnsweredAtOnce(first.join());
        awaitWaiting(1);
        backend.announce(InternalApi.Change.of(device.id()));
        assertEndedByGateway(second.join());
    }

    @Test
    void a_device_that_disconnects_does_not_wait_any_more() throws IOException {
        try (SSLSocket socket = deviceIn(group).connectFrom("127.0.0.1")) {
            socket.getOutputStream()
                    .write(("GET /device/v1/" + WAITING + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            awaitWaiting(1);
        }

        awaitWaiting(0);
    }

    private TestDevice deviceIn(UUID of) {
        TestDevice device = device();
        backend.assign(device, of);
        return device;
    }

    private void deploy(UUID to, long version) {
        backend.deploy(
                to,
                InternalApi.Target.of(new InternalApi.CohortTarget(
                        version,
                        Blob.of(manifest(version).bytes()),
                        Instant.now().plusSeconds(86_400),
                        List.of())));
    }

    private static CompletableFuture<HttpResponse<byte[]>> poll(TestDevice.Session session, String path) {
        return poll(session, path, Map.of());
    }

    private static CompletableFuture<HttpResponse<byte[]>> poll(
            TestDevice.Session session, String path, Map<String, String> headers) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return session.get(path, headers);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                Thread::startVirtualThread);
    }

    private void awaitWaiting(int polls) {
        Await.until(polls + " polls wait", () -> metric("holdfast_gateway_polls_waiting") == polls);
    }

    private static void assertEndedByGateway(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("retry-after")).contains("0");
    }

    private static void assertAnsweredAtOnce(HttpResponse<byte[]> response) {
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("retry-after")).isEmpty();
    }
}
