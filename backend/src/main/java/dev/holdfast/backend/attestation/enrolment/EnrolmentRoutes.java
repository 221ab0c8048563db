package dev.holdfast.backend.attestation.enrolment;

import dev.holdfast.backend.attestation.Refusals;
import dev.holdfast.backend.attestation.subject.Subjects;
import dev.holdfast.backend.pki.authority.AuthorityLine;
import dev.holdfast.backend.pki.authority.CatalogAuthorities;
import dev.holdfast.backend.pki.certificate.Pkcs7;
import dev.holdfast.backend.platform.internal.InternalRouter;
import dev.holdfast.backend.platform.internal.InternalRoutes;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.contract.device.InternalApi.AuthoritiesRequest;
import dev.holdfast.contract.device.InternalApi.Certificates;
import dev.holdfast.contract.device.InternalApi.EnrolRequest;
import dev.holdfast.contract.id.P256PublicKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;

/** {@code POST enrolments} and {@code POST authorities} of the internal device API. */
@ApplicationScoped
public class EnrolmentRoutes implements InternalRoutes {

    private static final String IS_MISSING = "is missing";

    private final EnrolDevice enrolDevice;
    private final Subjects subjects;
    private final CatalogAuthorities authorities;

    EnrolmentRoutes(EnrolDevice enrolDevice, Subjects subjects, CatalogAuthorities authorities) {
        this.enrolDevice = enrolDevice;
        this.subjects = subjects;
        this.authorities = authorities;
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

    /**
     * Tells a device which authorities its certificates lead to: those of its catalog, also those whose time to sign has passed or is to
     * come, and those above them. Whatever is thought of the device: they are no secret, but whose device it is, is one.
     */
    private Uni<Certificates> authorities(AuthoritiesRequest body) {
        new Checks().that(body.device() != null, "device", IS_MISSING).done();
        P256PublicKey key = body.generalKey();
        return Refusals.failingClosed(
                "Enrolment",
                subjects.admissionState(body.device())
                        .map(admissionState -> key == null ? admissionState.admit() : admissionState.admit(key))
                        .chain(authorities::of)
                        .map(EnrolmentRoutes::certificates));
    }

    private static Certificates certificates(AuthorityLine line) {
        return new Certificates(Pkcs7.all(line.authorities().stream()
                .filter(one -> one.revokedAt() == null)
                .map(one -> one.authority().chain())
                .collect(Collectors.joining())));
    }
}
