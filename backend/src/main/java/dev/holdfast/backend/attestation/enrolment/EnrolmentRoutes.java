package dev.holdfast.backend.attestation.enrolment;

import dev.holdfast.backend.pki.key.KeyUnavailableException;
import dev.holdfast.backend.platform.internal.InternalAnswer;
import dev.holdfast.backend.platform.internal.InternalRequest;
import dev.holdfast.backend.platform.internal.InternalRouter;
import dev.holdfast.backend.platform.internal.InternalRoutes;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.device.InternalApi.AuthoritiesRequest;
import dev.holdfast.contract.device.InternalApi.EnrolRequest;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** {@code POST enrolments} and {@code POST authorities} of the internal device API. */
@ApplicationScoped
public class EnrolmentRoutes implements InternalRoutes {
    private static final Logger LOG = Logger.getLogger(EnrolmentRoutes.class);
    private static final String IS_MISSING = "is missing";

    private final EnrolDevice enrolDevice;
    private final TellAuthorities tellAuthorities;

    EnrolmentRoutes(EnrolDevice enrolDevice, TellAuthorities tellAuthorities) {
        this.enrolDevice = enrolDevice;
        this.tellAuthorities = tellAuthorities;
    }

    @Override
    public void addTo(InternalRouter router) {
        router.post("enrolments", this::enrol);
        router.post("authorities", this::authorities);
    }

    private Uni<InternalAnswer> enrol(InternalRequest request) {
        EnrolRequest body = request.body(EnrolRequest.class);
        new Checks()
                .that(body.device() != null, "device", IS_MISSING)
                .that(body.request() != null, "request", IS_MISSING)
                .that(
                        (body.generalKey() == null) != (body.renews() == null),
                        "generalKey",
                        "is there exactly when renews is not")
                .done();
        return failingClosed(enrolDevice.enrol(body).map(InternalAnswer::json));
    }

    private Uni<InternalAnswer> authorities(InternalRequest request) {
        AuthoritiesRequest body = request.body(AuthoritiesRequest.class);
        new Checks().that(body.device() != null, "device", IS_MISSING).done();
        return failingClosed(tellAuthorities.tell(body).map(InternalAnswer::json));
    }

    /** What holds the keys, when it does not answer, is an outage: come back later. */
    private static Uni<InternalAnswer> failingClosed(Uni<InternalAnswer> answer) {
        return answer.onFailure(KeyUnavailableException.class)
                .invoke(failure -> LOG.error("enrolment is unavailable", failure))
                .onFailure(KeyUnavailableException.class)
                .transform(failure -> ProblemException.of(
                        ProblemType.UNAVAILABLE, "Enrolment is not available: " + failure.getMessage()));
    }
}
