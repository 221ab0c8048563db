package dev.holdfast.backend.attestation.enrolment;

import dev.holdfast.backend.attestation.Refusals;
import dev.holdfast.backend.attestation.subject.Subjects;
import dev.holdfast.backend.pki.authority.CatalogAuthorities;
import dev.holdfast.backend.pki.authority.UsableAuthorities;
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
                        "is required if renews is missing, and not allowed otherwise")
                .done();
        return Refusals.failingClosed("Enrolment", enrolDevice.enrol(body));
    }

    /**
     * Returns the authorities that a device's certificates chain to: all unexpired, unrevoked ones of its catalog, with their issuers.
     * Untrusted devices get them too, because authorities are not secret. But only the device itself gets them: which catalog has a device
     * is secret.
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

    private static Certificates certificates(UsableAuthorities line) {
        return new Certificates(Pkcs7.all(line.authorities().stream()
                .filter(authority -> authority.revokedAt() == null)
                .map(authority -> authority.authority().chain())
                .collect(Collectors.joining())));
    }
}
