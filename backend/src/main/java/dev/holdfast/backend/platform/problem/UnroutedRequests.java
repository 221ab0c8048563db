package dev.holdfast.backend.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Assigns request ids. Answers with a problem document if a request reaches no resource or fails before it. */
@ApplicationScoped
public class UnroutedRequests {
    private static final Logger LOG = Logger.getLogger(UnroutedRequests.class);
    private static final int FIRST = 1000;
    private static final Pattern FORM =
            Pattern.compile("\\s*(multipart/|application/x-www-form-urlencoded)", Pattern.CASE_INSENSITIVE);

    private final ObjectMapper json;
    private final long limit;
    private final KnownPaths paths;

    UnroutedRequests(
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit,
            KnownPaths paths) {
        this.json = json;
        this.limit = limit.asLongValue();
        this.paths = paths;
    }

    void identify(@Observes Filters filters) {
        filters.register(RequestId::assign, FIRST);
        filters.register(this::refuseTooLarge, FIRST - 1);
        filters.register(this::refuseUnreadable, FIRST - 1);
        filters.register(this::refuseForm, FIRST - 1);
    }

    void catchAll(@Observes Router router) {
        router.route()
                .order(Integer.MAX_VALUE)
                .handler(request ->
                        answer(request, Problems.unmatched(request, paths.methods(request.normalizedPath()))))
                .failureHandler(this::failed);
        router.errorHandler(413, request -> answer(request, tooLarge()));
    }

    /**
     * Refuses a body by its declared length before it is read, with a problem document, which the framework would not send. A body without
     * a declared length is read up to the framework's limit.
     */
    private void refuseTooLarge(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || Long.parseLong(length) <= limit) {
            request.next();
        } else {
            closeAfterAnswer(request);
            answer(request, tooLarge());
        }
    }

    private void refuseUnreadable(RoutingContext request) {
        PercentEncoding.mistake(request.request().uri())
                .ifPresentOrElse(mistake -> answer(request, ProblemException.invalid(List.of(mistake))), request::next);
    }

    /**
     * Refuses bodies of forms. No operation accepts one, but the framework would parse it before it looks for the operation. Empty bodies
     * pass, because {@code curl -d ''} calls them a form.
     */
    private void refuseForm(RoutingContext request) {
        String type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null
                || !FORM.matcher(type).lookingAt()
                || "0".equals(request.request().getHeader(HttpHeaders.CONTENT_LENGTH))) {
            request.next();
        } else {
            closeAfterAnswer(request);
            answer(request, Problems.ofHttp(415, "The Content-Type is not supported.", RequestId.of(request)));
        }
    }

    /** Closes the connection after the response, because nobody reads the body. */
    private static void closeAfterAnswer(RoutingContext request) {
        request.response()
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .endHandler(sent -> request.request().connection().close());
    }

    private void failed(RoutingContext request) {
        Throwable failure = request.failure();
        answer(request, failure == null ? ofStatus(request) : failure);
    }

    private static ProblemException ofStatus(RoutingContext request) {
        return request.statusCode() == ProblemType.TOO_LARGE.status()
                ? tooLarge()
                : ProblemException.notFound(request.normalizedPath());
    }

    private static ProblemException tooLarge() {
        return ProblemException.of(ProblemType.TOO_LARGE, "The body is larger than this installation takes.");
    }

    private void answer(RoutingContext request, Throwable failure) {
        if (!request.response().ended()) {
            answer(request, Problems.of(failure, RequestId.of(request)));
        }
    }

    private void answer(RoutingContext request, Problem problem) {
        request.response().setStatusCode(problem.status()).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        try {
            request.response().end(json.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            LOG.errorf(e, "cannot write problem document requestId=%s", problem.requestId());
            request.response().end();
        }
    }
}
