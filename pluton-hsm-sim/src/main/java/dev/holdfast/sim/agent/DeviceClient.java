package dev.holdfast.sim.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.Challenge;
import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.device.DeviceReport;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.sim.hsm.PlutonProvider;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the device protocol ({@link DeviceProtocol}) with one client certificate, a step a call. Every failure is a
 * {@link GatewayException}: what did not reach the gateway counts as {@link GatewayException.Kind#UNAVAILABLE}.
 */
public final class DeviceClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);
    private static final String JSON_TYPE = "application/json";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .findAndAddModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final HttpClient http;

    /** Prepares a client; it connects with the first request. */
    public DeviceClient(Vertx vertx, Gateway gateway, TlsIdentity identity) {
        PlutonProvider.install();
        http = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setDefaultHost(gateway.address().getHost())
                .setDefaultPort(gateway.address().getPort())
                .setKeyCertOptions(KeyCertOptions.wrap(identity))
                .setTrustOptions(
                        new PemTrustOptions().addCertPath(gateway.authority().toString()))
                // The key has no bytes, so only Java's own TLS can use it.
                .setSslEngineOptions(new JdkSSLEngineOptions())
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setTcpNoDelay(true)
                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                .setIdleTimeout((int) IDLE_TIMEOUT.toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxPoolSize(1));
    }

    /** POST challenge. */
    public Future<Challenge> challenge() {
        return send(HttpMethod.POST, "challenge", null, Buffer.buffer())
                .compose(answer -> parse(answer, Challenge.class));
    }

    /**
     * POST attest.
     *
     * @param evidence as Pluton made it
     */
    public Future<AttestResponse> attest(Blob evidence) {
        return send(HttpMethod.POST, "attest", EvidenceFormat.MEDIA_TYPE, Buffer.buffer(evidence.bytes()))
                .compose(answer -> parse(answer, AttestResponse.class));
    }

    /**
     * GET update.
     *
     * @param have version of the manifest set in use; 0 for none
     * @return empty when there is nothing new
     */
    public Future<Optional<Blob>> poll(long have) {
        return send(HttpMethod.GET, "update?have=" + have, null, null)
                .map(answer -> answer.length() == 0 ? Optional.empty() : Optional.of(Blob.of(answer.getBytes())));
    }

    /** GET an image's package. */
    public Future<Blob> image(ImageId image) {
        return send(HttpMethod.GET, "images/" + image, null, null).map(answer -> Blob.of(answer.getBytes()));
    }

    /** POST a report; done once it is durable on the other side. */
    public Future<Void> report(DeviceReport report) {
        String path = report.kind().isAboutUpdates() ? "reports/update" : "reports/event";
        try {
            return send(HttpMethod.POST, path, JSON_TYPE, Buffer.buffer(JSON.writeValueAsBytes(report)))
                    .mapEmpty();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a report that JSON cannot hold", e);
        }
    }

    /** Closes the connection. */
    public Future<Void> close() {
        return http.close();
    }

    private Future<Buffer> send(HttpMethod method, String path, @Nullable String type, @Nullable Buffer body) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setURI(DeviceProtocol.BASE + path)
                .setTimeout(REQUEST_TIMEOUT.toMillis());
        if (type != null) {
            options.putHeader("content-type", type);
        }
        return http.request(options)
                .compose(request -> body == null ? request.send() : request.send(body))
                .compose(response -> response.body().map(answer -> require(response, answer)))
                .recover(failure -> Future.failedFuture(
                        failure instanceof GatewayException
                                ? failure
                                : new GatewayException(
                                        GatewayException.Kind.UNAVAILABLE,
                                        Duration.ZERO,
                                        "no answer: " + failure.getMessage())));
    }

    private static Buffer require(HttpClientResponse response, Buffer answer) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return answer;
        }
        GatewayException.Kind kind = status == 403
                ? GatewayException.Kind.REFUSED
                : status == 429 || status >= 500 ? GatewayException.Kind.UNAVAILABLE : GatewayException.Kind.INVALID;
        throw new GatewayException(kind, retryAfter(response), "HTTP " + status);
    }

    private static Duration retryAfter(HttpClientResponse response) {
        String seconds = response.getHeader("retry-after");
        return seconds != null && seconds.matches("\\d{1,6}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : Duration.ZERO;
    }

    private static <T> Future<T> parse(Buffer answer, Class<T> type) {
        try {
            return Future.succeededFuture(JSON.readValue(answer.getBytes(), type));
        } catch (IOException e) {
            return Future.failedFuture(new GatewayException(
                    GatewayException.Kind.UNAVAILABLE, Duration.ZERO, "the answer is not what it should be"));
        }
    }
}
