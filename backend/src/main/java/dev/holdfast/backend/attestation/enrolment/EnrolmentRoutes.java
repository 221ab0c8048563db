package dev.holdfast.backend.attestation.enrolment;

import dev.holdfast.backend.attestation.Refusals;
import dev.holdfast.backend.pki.authority.CatalogAuthorities;
import dev.holdfast.backend.pki.authority.UsableAuthorities;
import dev.holdfast.backend.pki.certificate.Pkcs7;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.internal.InternalRouter;
import dev.holdfast.backend.platform.internal.InternalRoutes;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.update.manifest.FindTargets;
import dev.holdfast.contract.device.InternalApi.AuthoritiesRequest;
import dev.holdfast.contract.device.InternalApi.Certificates;
import dev.holdfast.contract.device.InternalApi.EnrolRequest;
import dev.holdfast.contract.id.P256PublicKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;

/** {@code POST enrolments}, {@code POST authorities} and {@code GET devices/{deviceId}/authorities} of the internal device API. */
@ApplicationScoped
public class EnrolmentRoutes implements InternalRoutes {
    private static final String IS_MISSING = "is missing";
    /**
     * Age of the attestation up to which a device gets authorities with its general key. A longer lifetime of its certificates counts
     * instead, because it can enrol until they expire.
     */
    private static final Duration MIN_AGE = Duration.ofHours(24);

    private final EnrolDevice enrolDevice;
    private final Enrolments enrolments;
    private final FindTargets findTargets;
    private final CatalogAuthorities authorities;
    private final Clock clock;

    EnrolmentRoutes(
            EnrolDevice enrolDevice,
            Enrolments enrolments,
            FindTargets findTargets,
            CatalogAuthorities authorities,
            Clock clock) {
        this.enrolDevice = enrolDevice;
        this.enrolments = enrolments;
        this.findTargets = findTargets;
        this.authorities = authorities;
        this.clock = clock;
    }

    @Override
    public void addTo(InternalRouter router) {
        router.post("enrolments", EnrolRequest.class, this::enrol);
        router.post("authorities", AuthoritiesRequest.class, this::authorities);
        router.get(
                "devices/:deviceId/authorities",
                request -> authorities(findTargets.catalog(request.witness()).map(CatalogId::value)));
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

    /** Returns the response with the authorities of a catalog. */
    private Uni<Certificates> authorities(Uni<UUID> catalog) {
        return Refusals.failingClosed(
                "Enrolment", catalog.chain(authorities::of).map(EnrolmentRoutes::certificates));
    }

    /**
     * Returns the authorities that a device's certificates chain to: all unexpired, unrevoked ones of its catalog, with their issuers.
     * Untrusted devices get them too, because authorities are not secret. But only the device itself gets them: which catalog has a device
     * is secret. EST clients cannot send a nonce, so the general key counts if the device attested recently.
     */
    private Uni<Certificates> authorities(AuthoritiesRequest body) {
        new Checks()
                .that(body.device() != null, "device", IS_MISSING)
                .that(body.generalKey() != null, "generalKey", IS_MISSING)
                .done();
        return authorities(
                enrolments.applicant(body.device()).chain(applicant -> catalog(applicant, body.generalKey())));
    }

    private Uni<UUID> catalog(Applicant applicant, P256PublicKey key) {
        UUID catalog = applicant.admissionState().admit(key);
        Applicant.Attestation last = applicant.attestation();
        return authorities.active(catalog).map(active -> {
            Duration age = active.leafLifetime().compareTo(MIN_AGE) > 0 ? active.leafLifetime() : MIN_AGE;
            if (last == null || last.at().isBefore(clock.instant().minus(age))) {
                throw ProblemException.refused("the device has not attested in the last " + age.toHours() + " hours");
            }
            return catalog;
        });
    }

    private static Certificates certificates(UsableAuthorities line) {
        return new Certificates(Pkcs7.all(line.authorities().stream()
                .filter(authority -> authority.revokedAt() == null)
                .map(authority -> authority.authority().chain())
                .collect(Collectors.joining())));
    }
}
