package dev.holdfast.backend.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.CharConversionException;
import java.io.IOException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Maps failures of the operator API to responses through {@link Problems}. */
public class ProblemMappers {
    private final KnownPaths paths;

    ProblemMappers(KnownPaths paths) {
        this.paths = paths;
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    RestResponse<Problem> unauthenticated(SecurityException failure, RoutingContext request) {
        return signInFirst(request);
    }

    @ServerExceptionMapper
    RestResponse<Problem> forbidden(ForbiddenException failure, RoutingContext request) {
        return answer(
                ProblemException.of(ProblemType.FORBIDDEN, "This operation is not available to any role."), request);
    }

    @ServerExceptionMapper
    RestResponse<Problem> ofFramework(WebApplicationException failure, RoutingContext request) {
        Throwable cause = failure.getCause();
        int status = failure.getResponse().getStatus();
        if (status >= Response.Status.INTERNAL_SERVER_ERROR.getStatusCode()) {
            return answer(cause == null ? failure : cause, request);
        }
        if (status == Response.Status.BAD_REQUEST.getStatusCode() && cause instanceof IOException unreadable) {
            return unreadable(unreadable, request);
        }
        return switch (status) {
            case 401 -> signInFirst(request);
            case 403 -> forbidden(new ForbiddenException(), request);
            case 404, 405 -> unmatched(request);
            case 413 -> answer(ProblemException.of(ProblemType.TOO_LARGE, "The body has more than 22 MiB."), request);
            default -> ofStatus(status, request);
        };
    }

    /** Replaces the framework's mapper, which sends no body. */
    @ServerExceptionMapper({MismatchedInputException.class, InvalidDefinitionException.class})
    RestResponse<Problem> mismatched(JsonMappingException failure, RoutingContext request) {
        return answer(failure, request);
    }

    /** An {@link IOException} comes from reading the request's body, or from a connection to the database. */
    @ServerExceptionMapper
    RestResponse<Problem> unreadable(IOException failure, RoutingContext request) {
        boolean hasDescription = failure instanceof JsonProcessingException
                || failure instanceof CharConversionException
                || Problems.isOutage(failure);
        return answer(
                hasDescription
                        ? failure
                        : ProblemException.invalid("body", "is incomplete or does not match the Content-Type"),
                request);
    }

    @ServerExceptionMapper
    RestResponse<Problem> any(Throwable failure, RoutingContext request) {
        return answer(failure, request);
    }

    private static RestResponse<Problem> signInFirst(RoutingContext request) {
        request.response().putHeader("WWW-Authenticate", "Bearer");
        return answer(
                ProblemException.of(
                        ProblemType.UNAUTHENTICATED,
                        "The request has no valid access token. Sign in and send it as 'Authorization: Bearer …'."),
                request);
    }

    private static RestResponse<Problem> answer(Throwable failure, RoutingContext request) {
        Problem problem = Problems.of(failure, RequestId.of(request));
        if (failure instanceof ProblemException known) {
            known.headers().forEach(request.response()::putHeader);
        }
        if (problem.status() == ProblemType.UNAVAILABLE.status()) {
            request.response().putHeader("Retry-After", "5");
        }
        return answer(problem);
    }

    private static RestResponse<Problem> answer(Problem problem) {
        return RestResponse.ResponseBuilder.<Problem>create(problem.status(), problem.title())
                .entity(problem)
                .type(Problem.MEDIA_TYPE)
                .build();
    }

    /** HTTP client errors such as 406 and 415 keep their status. */
    private static RestResponse<Problem> ofStatus(int status, RoutingContext request) {
        String detail = switch (status) {
            case 406 -> "None of the accepted media types is available.";
            case 415 -> "The Content-Type is not supported.";
            default -> "The request could not be understood.";
        };
        return answer(Problems.ofHttp(status, detail, RequestId.of(request)));
    }

    private RestResponse<Problem> unmatched(RoutingContext request) {
        return answer(Problems.unmatched(request, paths.methods(request.normalizedPath())));
    }
}
