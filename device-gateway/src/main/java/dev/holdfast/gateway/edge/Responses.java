package dev.holdfast.gateway.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Responses to devices: uniform refusals, problem documents, {@code Retry-After} with jitter. */
public final class Responses {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Buffer REFUSED = Buffer.buffer(DeviceProtocol.REFUSED);
    private static final int RETRY_FROM_SECONDS = 2;
    private static final int RETRY_TO_SECONDS = 10;

    private Responses() {}

    /** Sends 200 with serialized JSON. */
    public static void json(RoutingContext request, Buffer body) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(body);
    }

    /** Sends 204. */
    public static void noContent(RoutingContext request) {
        request.response().setStatusCode(204).end();
    }

    /** Sends the uniform refusal. Use {@link Refusals} instead, which also logs and counts. */
    static void refused(RoutingContext request) {
        request.response()
                .setStatusCode(403)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(REFUSED);
    }

    /** Sends 400 with a problem document, whose detail is optional. */
    public static void malformed(RoutingContext request, @Nullable String detail) {
        problem(request, ProblemType.INVALID_REQUEST, detail);
    }

    /** Sends 400 with a sentence as text, as in EST (RFC 7030 §4.2.3). */
    public static void badRequest(RoutingContext request, String sentence) {
        request.response()
                .setStatusCode(400)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end(sentence + "\n");
    }

    /** Sends 413 with a sentence as text, for EST, and closes the connection. */
    static void tooLarge(RoutingContext request, String sentence) {
        request.response()
                .setStatusCode(413)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end(sentence + "\n");
    }

    /** Sends 404. */
    public static void notFound(RoutingContext request) {
        problem(request, ProblemType.NOT_FOUND, null);
    }

    /** Sends 413 and closes the connection, so that the rest of the body need not be read. */
    static void tooLarge(RoutingContext request) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        problem(request, ProblemType.TOO_LARGE, null);
    }

    /** Sends 429 with {@code Retry-After}. */
    public static void tooMany(RoutingContext request) {
        later(request, ProblemType.RATE_LIMITED);
    }

    /** Sends 503 with {@code Retry-After}. */
    public static void unavailable(RoutingContext request) {
        later(request, ProblemType.UNAVAILABLE);
    }

    /** Returns the network address of a request, without the port. */
    public static String address(RoutingContext request) {
        return String.valueOf(request.request().remoteAddress().hostAddress());
    }

    private static void later(RoutingContext request, ProblemType type) {
        // Jitter spreads the retries of a fleet.
        int seconds = ThreadLocalRandom.current().nextInt(RETRY_FROM_SECONDS, RETRY_TO_SECONDS + 1);
        request.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
        problem(request, type, null);
    }

    private static void problem(RoutingContext request, ProblemType type, @Nullable String detail) {
        try {
            request.response()
                    .setStatusCode(type.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(Buffer.buffer(JSON.writeValueAsBytes(Problem.of(type, detail, null))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the problem as JSON", e);
        }
    }
}
