package dev.holdfast.backend.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import io.netty.channel.unix.Errors;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.CharConversionException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** Turns failures into problem documents. Logs faults once and describes them in general terms. */
public final class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final String UNIQUE_VIOLATION = "23505";
    /** Statement or lock timeout. */
    private static final Set<String> OUT_OF_TIME = Set.of("57014", "55P03");
    /** Deadlock or serialization failure. PostgreSQL rolled back one of the transactions, so a retry can succeed. */
    private static final Set<String> CONFLICTS = Set.of("40P01", "40001");

    /** The database starts or stops. */
    private static final String CANNOT_CONNECT = "57P03";

    private Problems() {}

    public static Problem of(Throwable failure, String requestId) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException known) {
                return of(known, requestId);
            }
            if (cause instanceof JsonProcessingException json) {
                return of(ProblemException.invalid(List.of(JsonMistake.of(json))), requestId);
            }
            if (cause instanceof CharConversionException) {
                return of(ProblemException.invalid("body", "is not JSON in UTF-8"), requestId);
            }
            String state = cause instanceof PgException database ? String.valueOf(database.getSqlState()) : "";
            if (state.equals(UNIQUE_VIOLATION)) {
                return Problem.of(
                        ProblemType.CONFLICT,
                        "Another request made the same change at the same time. Reload and check the result.",
                        requestId);
            }
            if (OUT_OF_TIME.contains(state)) {
                LOG.errorf(failure, "timeout requestId=%s", requestId);
                return Problem.of(
                        ProblemType.UNAVAILABLE,
                        "The request took too long. Nothing was changed. Retry in a minute, or with fewer devices.",
                        requestId);
            }
            if (CONFLICTS.contains(state)) {
                LOG.warnf(failure, "deadlock or serialization failure requestId=%s", requestId);
                return Problem.of(
                        ProblemType.UNAVAILABLE,
                        "The request conflicted with a concurrent request. Nothing was changed. Retry in a few seconds.",
                        requestId);
            }
            if (isOutage(cause)) {
                LOG.errorf(failure, "unavailable requestId=%s", requestId);
                return Problem.of(
                        ProblemType.UNAVAILABLE,
                        isBeforeConnection(cause)
                                ? "The database does not answer. Nothing was changed. Retry in a few seconds."
                                : "The connection to the database was lost. Changes may be saved or not: check before you retry.",
                        requestId);
            }
        }
        LOG.errorf(failure, "unexpected failure requestId=%s", requestId);
        return Problem.of(
                ProblemType.INTERNAL,
                "The request failed and nothing was changed. Give the request id to whoever runs this installation.",
                requestId);
    }

    /** Returns the document for an HTTP client error, which keeps its status. */
    public static Problem ofHttp(int status, String detail, String requestId) {
        ProblemType type = ProblemType.INVALID_REQUEST;
        return new Problem(type.uri(), type.title(), status, detail, requestId, List.of());
    }

    /** Returns the document for a request without an operation: 405 if the path has other methods, otherwise 404. */
    static Problem unmatched(RoutingContext request, Set<String> methods) {
        String method = request.request().method().name();
        if (methods.isEmpty() || methods.contains(method)) {
            return of(ProblemException.missing(request.normalizedPath()), RequestId.of(request));
        }
        String allowed = String.join(", ", methods);
        request.response().putHeader(HttpHeaders.ALLOW, allowed);
        return ofHttp(405, method + " is not allowed here; allowed: " + allowed + ".", RequestId.of(request));
    }

    private static Problem of(ProblemException known, String requestId) {
        ProblemType type = known.type();
        return new Problem(
                type.uri(), type.title(), type.status(), known.detail(), requestId, known.errors(), known.reason());
    }

    /** Returns whether no connection was opened. A connection that was lost later may have been lost after the commit. */
    private static boolean isBeforeConnection(Throwable outage) {
        return outage instanceof ConnectException
                || outage instanceof UnknownHostException
                || (outage instanceof PgException database && CANNOT_CONNECT.equals(database.getSqlState()));
    }

    /** Returns whether the database is unavailable and a retry may succeed. */
    public static boolean isOutage(Throwable failure) {
        return failure instanceof ClosedConnectionException
                || failure instanceof SocketException
                || failure instanceof UnknownHostException
                || failure instanceof ClosedChannelException
                || failure instanceof Errors.NativeIoException
                || (failure instanceof PgException database
                        && database.getSqlState() != null
                        && (database.getSqlState().startsWith("08")
                                || database.getSqlState().startsWith("57P")));
    }
}
