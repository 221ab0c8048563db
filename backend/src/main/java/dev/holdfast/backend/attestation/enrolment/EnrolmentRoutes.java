package dev.holdfast.backend.attestation.enrolment;

import dev.holdfast.backend.attestation.Refusals;
import dev.holdfast.backend.platform.internal.InternalRouter;
import dev.holdfast.backend.platform.internal.InternalRoutes;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.contract.device.InternalApi.AuthoritiesRequest;
import dev.holdfast.contract.device.InternalApi.Certificates;
import dev.holdfast.contract.device.InternalApi.EnrolRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** {@code POST enrolments} and {@code POST authorities} of the internal device API. */
@ApplicationScoped
public class EnrolmentRoutes implements InternalRoutes {

    private static final String IS_MISSING = "is missing";

    private final EnrolDevice enrolDevice;
    private final TellAuthorities tellAuthorities;

    EnrolmentRoutes(EnrolDevice enrolDevice, TellAuthorities tellAuthorities) {
        this.enrolDevice = enrolDevice;
        this.tellAuthorities = tellAuthorities;
    }

    @Override
    public void addTo(InternalRouter router) {
        router.post("enrolments", EnrolRequest.class, this::enrol);
        router.post("authorities", AuthoritiesRequest.class, this::authorities);
    }

    private Uni<Certificates> enrol(EnrolRequest body) {
        new Checks()
                .that(body.device() != null, "device", IS_MISSING)
                .that(body.request() != null, "request", IS_MISSING)
                .that(
                        (body.generalKey() == null) != (body.renews() == null),
                        "generalKey",
                        "is there exactly when renews is not")
                .done();
        return Refusals.failingClosed("Enrolment", enrolDevice.enrol(body));
    }

    private Uni<Certificates> authorities(AuthoritiesRequest body) {
        new Checks().that(body.device() != null, "device", IS_MISSING).done();
        return Refusals.failingClosed("Enrolment", tellAuthorities.tell(body));
    }
}
