package dev.holdfast.backend.attestation.enrolment;

import dev.holdfast.backend.attestation.subject.Subjects;
import dev.holdfast.backend.pki.authority.AuthorityLine;
import dev.holdfast.backend.pki.authority.CatalogAuthorities;
import dev.holdfast.backend.pki.certificate.Pkcs7;
import dev.holdfast.contract.device.InternalApi.AuthoritiesRequest;
import dev.holdfast.contract.device.InternalApi.Certificates;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;

/**
 * Tells a device which authorities its certificates lead to: those of its catalog, also those whose time to sign has passed or is to
 * come, and those above them. Whatever is thought of the device: they are no secret, but whose device it is, is one.
 */
@ApplicationScoped
public class TellAuthorities {
    private final Subjects subjects;
    private final CatalogAuthorities authorities;

    TellAuthorities(Subjects subjects, CatalogAuthorities authorities) {
        this.subjects = subjects;
        this.authorities = authorities;
    }

    /** Fails with {@code device-refused} for a device that is not endorsed, not claimed, or of another key. */
    public Uni<Certificates> tell(AuthoritiesRequest request) {
        return subjects.standing(request.device())
                .map(standing -> request.generalKey() == null ? standing.admit() : standing.admit(request.generalKey()))
                .chain(authorities::of)
                .map(TellAuthorities::told);
    }

    private static Certificates told(AuthorityLine line) {
        return new Certificates(Pkcs7.all(line.authorities().stream()
                .filter(one -> one.revokedAt() == null)
                .map(one -> one.authority().chain())
                .collect(Collectors.joining())));
    }
}
