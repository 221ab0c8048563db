package dev.holdfast.backend.pki.revocation;

import dev.holdfast.contract.operator.OperatorApi;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

/**
 * Limits OCSP request bodies while they are read, because callers need no token and the general limit is as large as an image. A body over
 * the limit that fits into the framework's buffer of 10 KB is answered as malformed. A longer body is answered with 413, and the connection
 * is closed.
 */
@ApplicationScoped
public class OcspBodyLimit {
    /** Order of the handler: after the one that sets the general limit, before resources. */
    private static final int BEFORE_RESOURCES = 1;

    void limit(@Observes Router router) {
        router.post(OperatorApi.PKI + "ocsp/*").order(BEFORE_RESOURCES).handler(request -> {
            request.put(VertxInputStream.MAX_REQUEST_SIZE_KEY, (long) OcspRequest.MAX_LENGTH);
            request.next();
        });
    }
}
