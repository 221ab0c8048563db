package dev.holdfast.backend.pki.revocation;

import dev.holdfast.contract.operator.OperatorApi;
import dev.holdfast.contract.problem.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Limits OCSP request bodies while they are read, because callers need no token and the general limit is as large as an image. A body of up
 * to 10 KB that is too long for a request is answered as malformed. A longer body is answered with 413, and the connection is closed.
 */
@ApplicationScoped
public class OcspBodyLimit {
    /** Order of the handler: after the one that sets the general limit, before resources. */
    private static final int BEFORE_RESOURCES = 1;

    private static final int MAX_READ = 10 * 1024;

    void limit(@Observes Router router) {
        router.post(OperatorApi.PKI + "ocsp/*")
                .order(BEFORE_RESOURCES)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_READ))
                .failureHandler(OcspBodyLimit::fail);
    }

    /** Closes the connection after a 413, because the rest of the body is not read. Ends here if the client disconnected. */
    private static void fail(RoutingContext request) {
        if (request.response().closed()) {
            return;
        }
        if (request.statusCode() == ProblemType.TOO_LARGE.status()) {
            request.response()
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .endHandler(sent -> request.request().connection().close());
        }
        request.next();
    }
}
