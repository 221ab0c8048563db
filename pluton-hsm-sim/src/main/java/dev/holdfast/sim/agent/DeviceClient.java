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
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.sim.hsm.PlutonProvider;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The device protocol's steps, one by one, under one identity: TLS 1.3, one kept connection. What the gateway does not
 * grant ends in a {@link GatewayException}; nothing is retried here.
 */
public final class DeviceClient {
    static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration DOWNLOAD_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration CLEANER_PERIOD = Duration.ofHours(1);
    private static final int MAX_ANSWER = 64 * 1024;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private final Vertx vertx;
    private final HttpClient http;

    /** Makes a client; it connects when it has something to say. */
    public DeviceClient(Vertx vertx, GatewayEndpoint gateway, DeviceIdentity identity) {
        PlutonProvider.install();
        this.vertx = vertx;
        HttpClientOptions options = new HttpClientOptions()
                .setDefaultHost(gateway.uri().getHost())
                .setDefaultPort(gateway.uri().getPort())
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setSsl(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setSslEngineOptions(new JdkSSLEngineOptions().setUseWorkerThread(true))
                .setTrustOptions(TrustOptions.wrap(gateway.trust()))
                .setKeyCertOptions(KeyCertOptions.wrap(new PlutonKeyManager(identity)))
                .setVerifyHost(true)
                .setTcpNoDelay(true)
                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                .setSslHandshakeTimeout(CONNECT_TIMEOUT.toSeconds())
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setKeepAlive(true);
        // Never 0: a Vert.x 4.5 client without a cleaner cancels timer 0, whosever it is, when it is closed.
        http = vertx.createHttpClient(
                options, new PoolOptions().setHttp1MaxSize(1).setCleanerPeriod((int) CLEANER_PERIOD.toMillis()));
    }

    /** Asks for a nonce; needs the hello identity. */
    public Future<Challenge> challenge() {
        return exchange(HttpMethod.POST, "challenge", "application/json", Buffer.buffer(), REQUEST_TIMEOUT, MAX_ANSWER)
                .compose(answer -> answer.json(OK, Challenge.class));
    }

    /** Hands evidence in; needs the hello identity. */
    public Future<AttestResponse> attest(Blob token) {
        return exchange(
                        HttpMethod.POST,
                        "attest",
                        EvidenceFormat.MEDIA_TYPE,
                        Buffer.buffer(token.bytes()),
                        REQUEST_TIMEOUT,
                        MAX_ANSWER)
                .compose(answer -> answer.json(OK, AttestResponse.class));
    }

    /**
     * Asks for a newer manifest set; needs the update identity.
     *
     * @param have version of the set in use
     * @return the signed set, or empty when there is nothing new
     */
    public Future<Optional<Blob>> poll(long have) {
        return exchange(HttpMethod.GET, "update?have=" + have, "", Buffer.buffer(), REQUEST_TIMEOUT, MAX_ANSWER)
                .compose(answer -> answer.status() == NO_CONTENT
                        ? Future.succeededFuture(Optional.empty())
                        : answer.bytes(OK).map(Optional::of));
    }

    /**
     * Downloads an image; needs the update identity.
     *
     * @param length in bytes, as the manifest set says; more is not read
     */
    public Future<Blob> image(ImageId image, long length) {
        int limit = (int) Math.min(length, ImagePackage.MAX_LENGTH);
        return exchange(HttpMethod.GET, "images/" + image, "", Buffer.buffer(), DOWNLOAD_TIMEOUT, limit)
                .compose(answer -> answer.bytes(OK));
    }

    /** Hands a report in; completes when the service says that it is durable. Needs the identity that its kind asks for. */
    public Future<Void> report(DeviceReport report) {
        Buffer body;
        try {
            body = Buffer.buffer(JSON.writeValueAsBytes(report));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a report is always JSON", e);
        }
        String path = report.kind().isAboutUpdates() ? "reports/update" : "reports/event";
        return exchange(HttpMethod.POST, path, "application/json", body, REQUEST_TIMEOUT, MAX_ANSWER)
                .compose(answer -> answer.bytes(NO_CONTENT))
                .mapEmpty();
    }

    /** Closes the connection. */
    public Future<Void> close() {
        return http.close();
    }

    private Future<Answer> exchange(
            HttpMethod method, String path, String type, Buffer body, Duration timeout, int limit) {
        RequestOptions request = new RequestOptions()
                .setMethod(method)
                .setURI(DeviceProtocol.BASE + path)
                .setConnectTimeout(CONNECT_TIMEOUT.toMillis())
                .setTimeout(timeout.toMillis());
        if (!type.isEmpty()) {
            request.putHeader("Content-Type", type);
        }
        Promise<Answer> promise = Promise.promise();
        // On the event loop from the first step: on another thread the answer may end before anybody listens to it.
        vertx.getOrCreateContext().runOnContext(_ -> ask(request, body, limit).onComplete(promise));
        return promise.future();
    }

    private Future<Answer> ask(RequestOptions request, Buffer body, int limit) {
        // A closed client throws at once; compose makes a failure of that as of all others.
        return Future.succeededFuture()
                .compose(_ -> http.request(request))
                .compose(sent -> sent.send(body))
                .compose(response -> Answer.read(response, limit))
                .recover(failure -> Future.failedFuture(
                        failure instanceof GatewayException
                                ? failure
                                : new GatewayException("the gateway is not reached: " + reason(failure), failure)))
                .compose(Answer::granted);
    }

    /** Says what is at the bottom of it: for TLS, the outermost message says nothing. */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
    }
}
