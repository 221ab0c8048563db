package dev.holdfast.sim.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.Challenge;
import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.EvidenceKind;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.sim.mt3620.boot.InstalledSet;
import dev.holdfast.sim.mt3620.update.OfferedSet;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Client of the device protocol for one identity. It keeps one TLS 1.3 connection open and retries nothing. A refusal
 * or failure of the gateway is a {@link GatewayException}.
 */
public final class DeviceClient {
    static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration DOWNLOAD_TIMEOUT = Duration.ofMinutes(5);
    private static final int MAX_ANSWER = 64 * 1024;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final Vertx vertx;
    private final GatewayEndpoint gateway;
    private final DeviceIdentity identity;
    private final Optional<InstantSource> clock;
    private final Link link;
    private volatile Optional<Nonce> attestation = Optional.empty();
    /** Version of the manifest set in the last poll; 0 before. */
    private volatile long installed;

    private @Nullable GatewayConnection connection;
    private Future<?> last = Future.succeededFuture();
    private boolean closed;

    /**
     * Makes a client with the clock of the machine. It connects at the first request.
     *
     * @param vertx Vert.x on the JDK's sockets, as by default
     */
    public DeviceClient(Vertx vertx, GatewayEndpoint gateway, DeviceIdentity identity) {
        this(vertx, gateway, identity, Optional.of(InstantSource.system()), Link.perfect());
    }

    /**
     * Makes a client for the network of a device.
     *
     * @param clock clock by which the gateway's certificate must be valid; empty to ignore its dates
     */
    DeviceClient(
            Vertx vertx, GatewayEndpoint gateway, DeviceIdentity identity, Optional<InstantSource> clock, Link link) {
        this.vertx = vertx;
        this.gateway = gateway;
        this.identity = identity;
        this.clock = clock;
        this.link = link;
    }

    /** Sends the nonce of the last attestation with all requests. A hello identity needs it to request updates. */
    public DeviceClient withAttestation(Nonce nonce) {
        attestation = Optional.of(nonce);
        return this;
    }

    /** Requests a nonce. Needs the {@linkplain DeviceIdentity#hello hello identity}. */
    public Future<Challenge> challenge() {
        return exchange(HttpMethod.POST, "challenge", "application/json", Buffer.buffer(), REQUEST_TIMEOUT, MAX_ANSWER)
                .compose(answer -> answer.json(OK, Challenge.class));
    }

    /** Sends evidence. Needs the {@linkplain DeviceIdentity#hello hello identity}. */
    public Future<AttestResponse> attest(Blob token) {
        return exchange(
                        HttpMethod.POST,
                        "attest",
                        EvidenceFormat.of(token.bytes())
                                .map(EvidenceFormat::kind)
                                .orElse(EvidenceKind.PLUTON)
                                .mediaType(),
                        Buffer.buffer(token.bytes()),
                        REQUEST_TIMEOUT,
                        MAX_ANSWER)
                .compose(answer -> answer.json(OK, AttestResponse.class));
    }

    /**
     * Requests the manifest set of the device's group. Needs the update identity, or the hello identity of an untrusted device.
     *
     * @param have the manifest set in use
     * @return the set; empty when it is in use, or there is none
     */
    public Future<Optional<OfferedSet>> poll(InstalledSet have) {
        return poll(have, Duration.ZERO).map(PollAnswer::set);
    }

    /**
     * Response to a poll.
     *
     * @param set the set; empty when it is in use, or there is none
     * @param again pause before the next poll; empty for the usual one
     */
    record PollAnswer(Optional<OfferedSet> set, Optional<Duration> again) {}

    /** Does the same as {@link #poll(InstalledSet)}. The gateway may wait for a set, for at most {@code wait} in whole seconds. */
    Future<PollAnswer> poll(InstalledSet have, Duration wait) {
        long seconds = wait.toSeconds();
        return exchange(
                        pollRequest(have, waiting(seconds)),
                        REQUEST_TIMEOUT.plusSeconds(seconds),
                        MAX_ANSWER,
                        ResponseReceiver.NONE)
                .compose(answer -> answer.status() == NO_CONTENT
                        ? Future.succeededFuture(new PollAnswer(Optional.empty(), answer.retryAfter()))
                        : answer.manifestSet().map(set -> new PollAnswer(Optional.of(set), Optional.empty())));
    }

    private static String waiting(long seconds) {
        return seconds == 0 ? "" : "&wait=" + seconds;
    }

    /** Returns the query with the facts for the update policy. */
    private String facts() {
        return "?have=" + installed + (link.isMetered() ? "&link=metered" : "");
    }

    /**
     * Asks whether a staged manifest set is still offered. Needs the same identity as {@link #poll}.
     *
     * @param have the manifest set in use
     * @param staged SHA-256 of the staged signed set
     * @param wait time for which the gateway may wait for another answer than that it is, in whole seconds
     */
    Future<StagedSetAnswer> recheck(InstalledSet have, Digest staged, Duration wait) {
        long seconds = wait.toSeconds();
        FullHttpRequest request = pollRequest(have, waiting(seconds));
        request.headers().set(HttpHeaderNames.IF_NONE_MATCH, '"' + staged.hex() + '"');
        return exchange(request, REQUEST_TIMEOUT.plusSeconds(seconds), MAX_ANSWER, ResponseReceiver.NONE)
                .compose(answer -> switch (answer.status()) {
                    case NOT_MODIFIED -> Future.succeededFuture(new StagedSetAnswer.Offered(answer.retryAfter()));
                    case NO_CONTENT -> Future.succeededFuture(new StagedSetAnswer.Withdrawn());
                    default -> answer.manifestSet().map(set -> StagedSetAnswer.of(staged, set));
                });
    }

    private FullHttpRequest pollRequest(InstalledSet have, String more) {
        installed = have.version();
        String path = "update" + facts() + "&digest=" + have.digest().hex() + more;
        return request(HttpMethod.GET, path, "", Buffer.buffer());
    }

    /**
     * Downloads an image. Needs the update identity, or the hello identity of an untrusted device.
     *
     * @param length length in bytes, from the manifest set; a longer response fails
     */
    public Future<Blob> image(ImageId image, long length) {
        return image(image, length, EmptyHttpHeaders.INSTANCE, ResponseReceiver.NONE)
                .compose(answer -> answer.bytes(OK));
    }

    /** Requests an image with more headers. The receiver gets the response while it arrives. */
    Future<GatewayResponse> image(ImageId image, long length, HttpHeaders headers, ResponseReceiver receiver) {
        int limit = (int) Math.min(length, ImagePackage.MAX_LENGTH);
        FullHttpRequest request = request(HttpMethod.GET, "images/" + image + facts(), "", Buffer.buffer());
        request.headers().add(headers);
        return exchange(request, DOWNLOAD_TIMEOUT, limit, receiver);
    }

    /**
     * Sends a report. Completes when the service has stored it. Needs the update identity for reports about updates,
     * else the customer identity.
     */
    public Future<Void> report(DeviceReport report) {
        return report(report.kind().isAboutUpdates() ? "reports/update" : "reports/event", report);
    }

    /** Sends reports about updates, at most {@link DeviceProtocol#MAX_REPORTS}. Completes when the service has stored all. */
    Future<Void> report(List<DeviceReport> reports) {
        return report("reports/batch", reports);
    }

    private Future<Void> report(String path, Object content) {
        Buffer body;
        try {
            body = Buffer.buffer(JSON.writeValueAsBytes(content));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write the report as JSON", e);
        }
        return exchange(HttpMethod.POST, path, "application/json", body, REQUEST_TIMEOUT, MAX_ANSWER)
                .compose(answer -> answer.bytes(NO_CONTENT))
                .mapEmpty();
    }

    /** Closes the connection. The next request opens a new one. */
    public synchronized void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    /** Closes the connection permanently. */
    public synchronized Future<Void> close() {
        closed = true;
        disconnect();
        return Future.succeededFuture();
    }

    private Future<GatewayResponse> exchange(
            HttpMethod method, String path, String type, Buffer body, Duration timeout, int limit) {
        return exchange(request(method, path, type, body), timeout, limit, ResponseReceiver.NONE);
    }

    /** Sends requests one after the other, because there is one connection. */
    private Future<GatewayResponse> exchange(
            FullHttpRequest request, Duration timeout, int limit, ResponseReceiver receiver) {
        Context context = vertx.getOrCreateContext();
        Promise<GatewayResponse> promise = Promise.promise();
        synchronized (this) {
            Future<GatewayResponse> next =
                    last.transform(before -> connected()).compose(open -> open.send(request, timeout, limit, receiver));
            next.onComplete(answer -> context.runOnContext(_ -> promise.handle(answer)));
            // An idle connection must not keep the last response in memory.
            last = next.transform(_ -> Future.succeededFuture());
        }
        return promise.future()
                .recover(failure -> Future.failedFuture(
                        failure instanceof GatewayException
                                ? failure
                                : new GatewayException("cannot reach the gateway: " + reason(failure), failure)))
                .compose(GatewayResponse::requireSuccess);
    }

    private synchronized Future<GatewayConnection> connected() {
        if (closed) {
            return Future.failedFuture(new ClosedChannelException());
        }
        if (connection != null && connection.isUsable()) {
            return Future.succeededFuture(connection);
        }
        return GatewayConnection.open(vertx, gateway, identity, clock, link).compose(this::keep);
    }

    private synchronized Future<GatewayConnection> keep(GatewayConnection open) {
        if (closed) {
            open.close();
            return Future.failedFuture(new ClosedChannelException());
        }
        connection = open;
        return Future.succeededFuture(open);
    }

    private FullHttpRequest request(HttpMethod method, String path, String type, Buffer body) {
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, method, DeviceProtocol.BASE + path, Unpooled.wrappedBuffer(body.getBytes()));
        request.headers().set(HttpHeaderNames.HOST, gateway.uri().getRawAuthority());
        attestation.ifPresent(nonce -> request.headers().set(DeviceProtocol.ATTESTATION_NONCE, nonce.hex()));
        if (HttpMethod.POST.equals(method)) {
            request.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length());
        }
        if (!type.isEmpty()) {
            request.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        }
        return request;
    }

    /** Returns the message of the root cause, because TLS wraps the cause in exceptions with general messages. */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
    }
}
