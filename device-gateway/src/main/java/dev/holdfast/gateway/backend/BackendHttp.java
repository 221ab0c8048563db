package dev.holdfast.gateway.backend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import io.github.bucket4j.Bucket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Connection pool to the backend: mutual TLS 1.3 on BoringSSL, HTTP/1.1 with keep-alive. */
final class BackendHttp {
    private final WebClient client;
    private final ObjectMapper json;
    private final Bucket rateLimit;

    private BackendHttp(WebClient client, ObjectMapper json, Bucket rateLimit) {
        this.rateLimit = rateLimit;
        this.client = client;
        this.json = json;
    }

    /** Opens a pool of at most {@code connections} connections. Each pool has its own limit of requests a second. */
    static BackendHttp open(
            Vertx vertx, BackendSettings settings, KeyCertOptions certificate, ObjectMapper json, int connections) {
        int port = settings.url().getPort();
        WebClientOptions options = new WebClientOptions()
                .setFollowRedirects(false)
                .setUserAgentEnabled(false)
                .setDefaultHost(settings.url().getHost())
                .setDefaultPort(port < 0 ? 443 : port);
        options.setSsl(true)
                .setVerifyHost(true)
                .setSslEngineOptions(new OpenSSLEngineOptions().setSessionCacheEnabled(false))
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setTrustOptions(
                        new PemTrustOptions().addCertPath(settings.authority().toString()))
                .setKeyCertOptions(certificate);
        options.setTcpNoDelay(true)
                .setKeepAlive(true)
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setMaxPoolSize(connections)
                .setMaxWaitQueueSize(settings.waiting());
        Bucket rateLimit = Bucket.builder()
                .addLimit(limit -> limit.capacity(settings.requestsPerSecond())
                        .refillGreedy(settings.requestsPerSecond(), Duration.ofSeconds(1)))
                .build();
        return new BackendHttp(WebClient.create(vertx, options), json, rateLimit);
    }

    /**
     * Sends one request.
     *
     * @param path path without the prefix {@link InternalApi#BASE}
     * @param body body to send as JSON; null for none
     * @return body of a 2xx response, empty if the response has none; any other outcome is a {@link BackendFailure}
     */
    Future<Buffer> send(HttpMethod method, String path, @Nullable Object body, Duration timeout) {
        if (!rateLimit.tryConsume(1)) {
            return Future.failedFuture(
                    new BackendFailure.Unavailable("the limit of requests to the backend is reached"));
        }
        HttpRequest<Buffer> request =
                client.request(method, InternalApi.BASE + path).timeout(timeout.toMillis());
        try {
            return (body == null
                            ? request.send()
                            : request.putHeader("content-type", "application/json")
                                    .sendBuffer(Buffer.buffer(json.writeValueAsBytes(body))))
                    .transform(outcome -> outcome.succeeded()
                            ? answer(outcome.result())
                            : Future.failedFuture(new BackendFailure.Unavailable(String.valueOf(outcome.cause()))));
        } catch (JsonProcessingException e) {
            // Parts of the body come from a device. Strings with unpaired surrogates cannot be written as JSON.
            return Future.failedFuture(new BackendFailure.Rejected(
                    "the request cannot be written as JSON: " + e.getOriginalMessage(), null));
        }
    }

    /** Parses a JSON body; an unreadable body counts as a failure of the backend. */
    <T> Future<T> decoded(Buffer body, Class<T> type) {
        try {
            return Future.succeededFuture(json.readValue(body.getBytes(), type));
        } catch (IOException e) {
            return Future.failedFuture(
                    new BackendFailure.Unavailable("the response is not a valid " + type.getSimpleName() + ": " + e));
        }
    }

    private Future<Buffer> answer(HttpResponse<Buffer> response) {
        Buffer body = response.body() == null ? Buffer.buffer() : response.body();
        if (response.statusCode() / 100 == 2) {
            return Future.succeededFuture(body);
        }
        return Future.failedFuture(failure(response.statusCode(), body));
    }

    private BackendFailure failure(int status, Buffer body) {
        @Nullable Problem problem = problem(body);
        String detail = status + " " + (problem == null ? "without a problem document" : problem.detail());
        return switch (status) {
            case 403 -> refusal(problem, detail);
            case 400, 413, 422 -> new BackendFailure.Rejected(detail, problem == null ? null : problem.detail());
            case 404 -> new BackendFailure.Missing(detail);
            case 429 -> new BackendFailure.RateLimited(detail);
            case 500 -> new BackendFailure.Failed(detail);
            default -> new BackendFailure.Unavailable(detail);
        };
    }

    private static BackendFailure refusal(@Nullable Problem problem, String detail) {
        return switch (problem == null
                ? null
                : ProblemType.ofUri(problem.type()).orElse(null)) {
            case DEVICE_REFUSED -> new BackendFailure.Refused(detail, false);
            case DEVICE_BLOCKED -> new BackendFailure.Refused(detail, true);
            // Another reason for 403 does not concern the device, such as an invalid gateway certificate.
            case null, default -> new BackendFailure.Unavailable(detail);
        };
    }

    private @Nullable Problem problem(Buffer body) {
        try {
            return json.readValue(body.getBytes(), Problem.class);
        } catch (IOException e) {
            // Not a problem document: an empty body, or the error page of a proxy.
            return null;
        }
    }
}
