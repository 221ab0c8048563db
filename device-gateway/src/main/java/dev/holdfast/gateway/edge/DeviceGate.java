package dev.holdfast.gateway.edge;

import dev.holdfast.contract.device.DeviceProtocol;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * The first handler of every request on the device listener: who is it, and may that identity do this? What it lets
 * through has an {@link #identity}; the routes of the other packages come after it and need not ask again.
 */
@Singleton
public final class DeviceGate {
    private static final Logger LOG = Logger.getLogger(DeviceGate.class);
    private static final String IDENTITY = "holdfast.identity";
    private static final int FIRST = -1_000;
    private static final int LAST = Integer.MAX_VALUE;

    private final CertificateClassifier classifier;
    private final Admission admission;
    private final Refusals refusals;
    private final LogLimit limit = new LogLimit(5);

    DeviceGate(CertificateClassifier classifier, Admission admission, Refusals refusals) {
        this.classifier = classifier;
        this.admission = admission;
        this.refusals = refusals;
    }

    /** Returns whom a request that passed the gate speaks for. */
    public static DeviceIdentity identity(RoutingContext request) {
        if (request.get(IDENTITY) instanceof DeviceIdentity identity) {
            return identity;
        }
        throw new IllegalStateException("the request did not pass the gate");
    }

    void mount(@Observes Router router) {
        router.route().order(FIRST).handler(this::enter).failureHandler(this::fail);
        router.route(DeviceProtocol.BASE + "*").order(LAST).handler(Answers::notFound);
    }

    private void enter(RoutingContext request) {
        switch (classifier.classify(request.request().connection())) {
            case Classification.Accepted(var identity, var notAfter, var root) -> admit(request, identity);
            case Classification.Refused(var reason, var detail) -> refusals.refuse(request, null, reason, detail);
            case Classification.Undecidable() -> Answers.unavailable(request);
        }
    }

    private void admit(RoutingContext request, DeviceIdentity identity) {
        String path = request.normalizedPath();
        if (path.startsWith(DeviceProtocol.BASE)
                && admission.admits(
                        identity.certificate(),
                        request.request().method().name(),
                        path.substring(DeviceProtocol.BASE.length()))) {
            request.put(IDENTITY, identity).next();
        } else {
            refusals.refuse(request, identity, RefusalReason.NOT_ADMITTED, null);
        }
    }

    private void fail(RoutingContext request) {
        if (request.response().ended() || request.response().closed()) {
            // Answered, or the device has gone: nobody is left to tell.
            return;
        }
        switch (request.statusCode()) {
            case 413 -> Answers.tooLarge(request);
            case 400, 404, 405, 406, 415 -> Answers.malformed(request, null);
            default -> {
                limit.log(suppressed -> LOG.errorf(
                        request.failure(), "event=failed status=%d suppressed=%d", request.statusCode(), suppressed));
                Answers.unavailable(request);
            }
        }
    }
}
