package dev.holdfast.backend.attestation.enrolment;

import dev.holdfast.backend.attestation.Refusals;
import dev.holdfast.backend.attestation.anomaly.Anomalies;
import dev.holdfast.backend.attestation.anomaly.Anomaly;
import dev.holdfast.backend.pki.authority.CatalogAuthorities;
import dev.holdfast.backend.pki.authority.CatalogAuthority;
import dev.holdfast.backend.pki.certificate.Pkcs7;
import dev.holdfast.backend.pki.issuing.IssueCertificates;
import dev.holdfast.backend.pki.issuing.IssuedCertificate;
import dev.holdfast.backend.pki.key.SigningThreads;
import dev.holdfast.contract.device.InternalApi.Certificates;
import dev.holdfast.contract.device.InternalApi.EnrolRequest;
import dev.holdfast.contract.id.P256PublicKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/**
 * Issues a certificate for a request, based on the device's newest attestation. Records it before it responds.
 *
 * <p>Fails with {@code invalid-request} if the request is malformed or exceeds the limit, and tells the device why; with {@code
 * device-refused} if the device may not have the certificate; with {@code unavailable} during an outage.
 */
@ApplicationScoped
public class EnrolDevice {
    private final Enrolments enrolments;
    private final CatalogAuthorities authorities;
    private final IssueCertificates certificates;
    private final SigningThreads threads;
    private final Refusals refusals;
    private final Anomalies anomalies;
    private final Clock clock;

    EnrolDevice(
            Enrolments enrolments,
            CatalogAuthorities authorities,
            IssueCertificates certificates,
            SigningThreads threads,
            Refusals refusals,
            Anomalies anomalies,
            Clock clock) {
        this.enrolments = enrolments;
        this.authorities = authorities;
        this.certificates = certificates;
        this.threads = threads;
        this.refusals = refusals;
        this.anomalies = anomalies;
        this.clock = clock;
    }

    public Uni<Certificates> enrol(EnrolRequest request) {
        return threads.run(() -> key(request))
                .chain(key -> applicant(request, key))
                .chain(this::authority)
                .chain(signing -> threads.run(() -> entitlement(signing)))
                .chain(entitled -> threads.run(() -> issue(entitled)))
                .chain(enrolment -> record(request, enrolment))
                .map(issued -> new Certificates(Pkcs7.leaf(issued.chain())));
    }

    private static P256PublicKey key(EnrolRequest request) {
        CertificateRequest read = CertificateRequest.read(request.request().bytes());
        if (request.renews() != null) {
            read.requireNameOf(request.device());
        }
        return read.key();
    }

    private record Claim(EnrolRequest request, P256PublicKey key, Applicant applicant, UUID catalog) {}

    private Uni<Claim> applicant(EnrolRequest request, P256PublicKey key) {
        return enrolments
                .applicant(request.device())
                .map(applicant -> new Claim(
                        request,
                        key,
                        applicant,
                        request.generalKey() == null
                                ? applicant.admissionState().admit()
                                : applicant.admissionState().admit(request.generalKey())))
                .invoke(claim ->
                        refusals.requireKeyExchange(claim.applicant().requiresPostQuantum(), request.keyExchange()));
    }

    private record Signing(Claim claim, CatalogAuthority authority) {}

    private Uni<Signing> authority(Claim claim) {
        return authorities.active(claim.catalog()).map(authority -> new Signing(claim, authority));
    }

    private record Entitled(Signing signing, Entitlement.Granted entitlement) {}

    /** An attestation permits certificates until the certificates that came with its result expire. */
    private Entitled entitlement(Signing signing) {
        Claim claim = signing.claim();
        return switch (Entitlement.of(
                claim.applicant(),
                claim.key(),
                claim.request().renews(),
                clock.instant(),
                signing.authority().leafLifetime())) {
            case Entitlement.Granted granted -> new Entitled(signing, granted);
            case Entitlement.Denied(var name, var detail) -> throw refusals.of(name, detail);
        };
    }

    private Enrolments.Enrolment issue(Entitled entitled) {
        Claim claim = entitled.signing().claim();
        Entitlement.Granted entitlement = entitled.entitlement();
        IssuedCertificate certificate = certificates.issue(
                entitled.signing().authority(),
                claim.request().device(),
                claim.key(),
                entitlement.use(),
                entitlement.until());
        return new Enrolments.Enrolment(
                claim.catalog(), claim.request().device(), entitlement.attestedAt(), certificate);
    }

    private Uni<IssuedCertificate> record(EnrolRequest request, Enrolments.Enrolment enrolment) {
        return enrolments.add(enrolment).map(recording -> switch (recording) {
            case RECORDED -> {
                enrolment.certificate().count();
                yield enrolment.certificate();
            }
            case SUPERSEDED ->
                throw refusals.of("enrol-superseded", "the device attested, changed catalogs or was revoked meanwhile");
            case TOO_MANY -> {
                anomalies.record(
                        request,
                        Anomaly.loop("more than " + Enrolments.MAX_PER_ATTESTATION
                                + " certificate requests for one attestation"));
                throw refusals.withReason(
                        "enrol-too-many",
                        "This device already has the " + Enrolments.MAX_PER_ATTESTATION
                                + " certificates that one attestation allows. Attest again, then request the certificate.");
            }
        });
    }
}
