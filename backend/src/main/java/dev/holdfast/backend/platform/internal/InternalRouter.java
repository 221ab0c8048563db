package dev.holdfast.backend.platform.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.backend.platform.problem.PercentEncoding;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.problem.Problems;
import dev.holdfast.backend.platform.problem.RequestId;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.context.SmallRyeThreadContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.context.ThreadContext;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Routes of the internal device API, all below {@link InternalApi#BASE}. */
public final class InternalRouter {
    /** Maximum length of a body in bytes. A batch with the last contacts of 10,000 devices has 3 MB. */
    static final long MAX_BODY = 4L * 1024 * 1024;

    private static final int NOT_READY_MILLIS = 50;
    private static final Logger LOG = Logger.getLogger(InternalRouter.class);

    private final Router router;
    private final ObjectMapper json;
    private final Vertx vertx;
    private final GatewayGate gate;
    /** Switches off context propagation, which no handler here needs. */
    private final SmallRyeThreadContext nothingPropagated = SmallRyeThreadContext.builder()
            .propagated(ThreadContext.NONE)
            .cleared(ThreadContext.NONE)
            .unchanged(ThreadContext.ALL_REMAINING)
            .build();

    InternalRouter(Vertx vertx, ObjectMapper json, GatewayGate gate) {
        this.vertx = vertx;
        this.gate = gate;
        this.router = Router.router(vertx);
        this.json = json;
        router.route().handler(RequestId::assign);
        router.route().handler(this::admitGateway);
        router.route().handler(this::refuseUnreadable);
        router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        router.route().failureHandler(request -> fail(request, failureOf(request)));
        router.errorHandler(404, request -> fail(request, ProblemException.notFound(request.normalizedPath())));
        router.errorHandler(405, request -> fail(request, ProblemException.notFound(request.normalizedPath())));
    }

    /**
     * Adds a {@code GET}. Path parameters are written {@code :name}. A {@link Blob} is sent as {@code application/octet-stream}, null as 204,
     * anything else as JSON.
     */
    public void get(String path, Function<InternalRequest, Uni<?>> handler) {
        add(HttpMethod.GET, path, handler);
    }

    /** Adds a {@code POST} with a JSON body; results are sent as by {@link #get}. */
    public <T> void post(String path, Class<T> body, Function<T, Uni<?>> handler) {
        add(HttpMethod.POST, path, request -> handler.apply(request.body(body)));
    }

    Router router() {
        return router;
    }

    private void add(HttpMethod method, String path, Function<InternalRequest, Uni<?>> handler) {
        router.route(method, InternalApi.BASE + path).handler(request -> {
            // Vert.x gave this request its own context; mark it safe, or the database client refuses it.
            VertxContextSafetyToggle.setCurrentContextSafe(true);
            SmallRyeThreadContext.withThreadContext(nothingPropagated, () -> run(request, handler));
        });
    }

    private void run(RoutingContext request, Function<InternalRequest, Uni<?>> handler) {
        Uni.createFrom()
                .deferred(() -> handler.apply(new InternalRequest(request, json)))
                .subscribe()
                .with(answer -> answer(request, answer), failure -> fail(request, failure));
    }

    private void admitGateway(RoutingContext request) {
        if (!gate.isReady()) {
            // Happens only just after startup.
            request.request().pause();
            vertx.setTimer(NOT_READY_MILLIS, later -> {
                request.request().resume();
                admitGateway(request);
            });
            return;
        }
        try {
            gate.check(request.request());
        } catch (ProblemException e) {
            fail(request, e);
            return;
        }
        if (gate.expiresSoon(request.request())) {
            // No connection outlives its certificate. The gateway opens another one with its renewed certificate.
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            request.addEndHandler(_ -> request.request().connection().close());
        }
        request.next();
    }

    private void refuseUnreadable(RoutingContext request) {
        PercentEncoding.mistake(request.request().uri())
                .ifPresentOrElse(mistake -> fail(request, ProblemException.invalid(List.of(mistake))), request::next);
    }

    private void answer(RoutingContext request, @Nullable Object answer) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        switch (answer) {
            case null -> response.setStatusCode(204).end().onFailure(InternalRouter::hungUp);
            case Blob bytes ->
                response.putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
                        .end(Buffer.buffer(bytes.bytes()))
                        .onFailure(InternalRouter::hungUp);
            default -> write(request, 200, "application/json", answer);
        }
    }

    private void fail(RoutingContext request, Throwable failure) {
        if (request.response().ended() || request.response().closed()) {
            return;
        }
        Problem problem = Problems.of(failure, RequestId.of(request));
        if (problem.status() == ProblemType.UNAVAILABLE.status()) {
            request.response().putHeader(HttpHeaders.RETRY_AFTER, "2");
        }
        write(request, problem.status(), Problem.MEDIA_TYPE, problem);
    }

    private void write(RoutingContext request, int status, String mediaType, Object body) {
        HttpServerResponse response =
                request.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, mediaType);
        try {
            response.end(Buffer.buffer(json.writeValueAsBytes(body))).onFailure(InternalRouter::hungUp);
        } catch (JsonProcessingException e) {
            LOG.errorf(e, "cannot write response requestId=%s", RequestId.of(request));
            request.response().reset();
        }
    }

    private static void hungUp(Throwable failure) {
        LOG.debugf(failure, "the gateway closed the connection");
    }

    private static Throwable failureOf(RoutingContext request) {
        if (request.statusCode() == ProblemType.TOO_LARGE.status()) {
            return ProblemException.of(ProblemType.TOO_LARGE, "The body has more than " + MAX_BODY + " bytes.");
        }
        Throwable failure = request.failure();
        return failure == null ? ProblemException.notFound(request.normalizedPath()) : failure;
    }
}
