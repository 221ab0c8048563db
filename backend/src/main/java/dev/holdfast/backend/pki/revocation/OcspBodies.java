package dev.holdfast.backend.pki.revocation;

import dev.holdfast.contract.operator.OperatorApi;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

/**
 * Ends what is asked about certificates while it is read, whatever length was announced: nobody needs a token to ask, and the limit of
 * all other requests is that of an image. What fits the framework's buffer of 10 KB is read and answered as malformed; of anything longer
 * no more is read, the answer is 413 and the connection ends.
 */
@ApplicationScoped
public class OcspBodies {
    /** After Quarkus has set the limit of all requests, before resources. */
    private static final int BEFORE_RESOURCES = 1;

    void limit(@Observes Router router) {
        router.post(OperatorApi.PKI + "ocsp/*").order(BEFORE_RESOURCES).handler(request -> {
            request.put(VertxInputStream.MAX_REQUEST_SIZE_KEY, (long) OcspQuestion.MAX_LENGTH);
            request.next();
        });
    }
}
