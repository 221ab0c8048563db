package dev.holdfast.gateway.update;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.device.InternalApi;
import dev.holdfast.gateway.edge.BackendOutcomes;
import dev.holdfast.gateway.edge.DeviceGate;
import dev.holdfast.gateway.edge.DeviceIdentity;
import dev.holdfast.gateway.edge.RefusalReason;
import dev.holdfast.gateway.edge.Refusals;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * The second handler of every request, after the gate: a certificate speaks for its device only as long as the device is of
 * the catalog that issued it. A device may leave a catalog within the life of its certificates, and its chip may be endorsed
 * no longer. Costs memory, not a request: whose a device is, is cached, and the change stream says when that is old.
 */
@Singleton
final class OwnershipGate {
    private static final int SECOND = -900;

    private final Targets targets;
    private final Refusals refusals;
    private final BackendOutcomes outcomes;

    OwnershipGate(Targets targets, Refusals refusals, BackendOutcomes outcomes) {
        this.targets = targets;
        this.refusals = refusals;
        this.outcomes = outcomes;
    }

    void mount(@Observes Router router) {
        router.route(DeviceProtocol.BASE + "*").order(SECOND).handler(this::check);
    }

    private void check(RoutingContext request) {
        switch (DeviceGate.identity(request)) {
            case DeviceIdentity.General chip -> request.next();
            case DeviceIdentity.Update update -> check(request, update, update.catalog());
            case DeviceIdentity.Customer customer -> check(request, customer, customer.catalog());
        }
    }

    private void check(RoutingContext request, DeviceIdentity identity, UUID issuer) {
        // The body waits for whoever reads it after this.
        request.request().pause();
        targets.assignment(identity.device())
                .onComplete(
                        assignment -> {
                            request.request().resume();
                            enter(request, issuer, assignment);
                        },
                        failure -> {
                            request.request().resume();
                            outcomes.answer(request, failure);
                        });
    }

    private void enter(RoutingContext request, UUID issuer, InternalApi.Assignment assignment) {
        if (issuer.equals(assignment.catalog())) {
            request.next();
        } else {
            refusals.refuse(
                    request,
                    RefusalReason.OTHER_CATALOG,
                    "issued by " + issuer + ", now of "
                            + (assignment.catalog() == null ? "nobody" : assignment.catalog()));
        }
    }
}
