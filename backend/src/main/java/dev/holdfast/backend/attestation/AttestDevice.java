package dev.holdfast.backend.attestation;

import dev.holdfast.backend.attestation.anomaly.Anomalies;
import dev.holdfast.backend.attestation.anomaly.Anomaly;
import dev.holdfast.backend.attestation.anomaly.Inspection;
import dev.holdfast.backend.attestation.appraisal.Appraisal;
import dev.holdfast.backend.attestation.appraisal.Appraiser;
import dev.holdfast.backend.attestation.appraisal.Conclusion;
import dev.holdfast.backend.attestation.appraisal.Conclusion.ResultAudience;
import dev.holdfast.backend.attestation.appraisal.Timing;
import dev.holdfast.backend.attestation.challenge.ChallengeCheck;
import dev.holdfast.backend.attestation.challenge.ChallengePurpose;
import dev.holdfast.backend.attestation.challenge.Challenges;
import dev.holdfast.backend.attestation.policy.CompiledPolicies;
import dev.holdfast.backend.attestation.record.AttestationRecord;
import dev.holdfast.backend.attestation.record.AttestationRecords;
import dev.holdfast.backend.attestation.reference.CatalogReferences;
import dev.holdfast.backend.attestation.subject.Subject;
import dev.holdfast.backend.attestation.subject.Subjects;
import dev.holdfast.backend.attestation.subject.TargetImages;
import dev.holdfast.backend.attestation.subject.UpdateProgress;
import dev.holdfast.backend.pki.authority.CatalogAuthorities;
import dev.holdfast.backend.pki.authority.CatalogAuthority;
import dev.holdfast.backend.pki.issuing.CertificateUse;
import dev.holdfast.backend.pki.issuing.IssueCertificates;
import dev.holdfast.backend.pki.issuing.IssuedCertificate;
import dev.holdfast.backend.pki.key.SigningThreads;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.device.InternalApi.AttestRequest;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.EvidencePurpose;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.VerifierId;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.anomaly.AnomalyKind;
import dev.holdfast.contract.operator.device.Trust;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Appraises a device's evidence, issues certificates and returns the attestation result. Stores the attestation before it responds.
 *
 * <p>Fails with {@code device-refused} if the evidence is invalid, not fresh or not from the connected device, or if no catalog has the
 * device; with {@code device-blocked} for a blocked device, with {@code rate-limited} above the hourly limit, and with {@code unavailable}
 * during an outage. An untrusted device is a result, not a failure.
 */
@ApplicationScoped
public class AttestDevice {
    private final Challenges challenges;
    private final Subjects subjects;
    private final CatalogReferences references;
    private final CompiledPolicies policies;
    private final CatalogAuthorities authorities;
    private final IssueCertificates certificates;
    private final KeyVault vault;
    private final SigningThreads threads;
    private final AttestationRecords records;
    private final VerifierId verifier;
    private final Anomalies anomalies;
    private final Refusals refusals;
    private final int hourlyLimit;
    private final Clock clock;

    AttestDevice(
            Challenges challenges,
            Subjects subjects,
            CatalogReferences references,
            CompiledPolicies policies,
            CatalogAuthorities authorities,
            IssueCertificates certificates,
            KeyVault vault,
            SigningThreads threads,
            AttestationRecords records,
            VerifierId verifier,
            Anomalies anomalies,
            Refusals refusals,
            @ConfigProperty(name = "holdfast.attestations.per-device-and-hour", defaultValue = "30") int hourlyLimit,
            Clock clock) {
        this.challenges = challenges;
        this.subjects = subjects;
        this.references = references;
        this.policies = policies;
        this.authorities = authorities;
        this.certificates = certificates;
        this.vault = vault;
        this.threads = threads;
        this.records = records;
        this.verifier = verifier;
        this.anomalies = anomalies;
        this.refusals = refusals;
        this.hourlyLimit = hourlyLimit;
        this.clock = clock;
    }

    public Uni<AttestResponse> attest(AttestRequest request) {
        return threads.run(() -> verify(request))
                .chain(evidence -> admit(request, evidence))
                .chain(this::appraise)
                .chain(this::decide)
                .chain(this::issue)
                .chain(this::sign)
                .chain(attestation -> respond(request, attestation));
    }

    /** Verifies the evidence: signed by the connected device, over a fresh challenge. */
    private Evidence verify(AttestRequest request) {
        Evidence evidence = decode(request.evidence());
        if (!evidence.device().equals(request.device())) {
            anomalies.record(
                    request,
                    new Anomaly(
                            AnomalyKind.EVIDENCE_DEVICE_MISMATCH,
                            "The device sent evidence of device " + evidence.device() + "."));
            throw refusals.of(
                    "evidence-device",
                    "the evidence is from device " + evidence.device().shortText()
                            + "…, not from the connected device");
        }
        if (evidence.purpose() != EvidencePurpose.ATTEST) {
            throw refusals.of("evidence-purpose", "the device signed the evidence for a claim, not to attest");
        }
        ChallengeCheck check = challenges.check(evidence.nonce(), evidence.device(), ChallengePurpose.ATTEST);
        if (check != ChallengeCheck.FRESH) {
            Anomaly.of(check, Challenges.issuedAt(evidence.nonce()), clock.instant())
                    .ifPresent(anomaly -> anomalies.record(request, anomaly));
            throw refusals.of("nonce-" + name(check), "the nonce is " + check.description());
        }
        return evidence;
    }

    private Evidence decode(Blob token) {
        try {
            Evidence evidence = EvidenceFormat.verify(token.bytes());
            evidence.customerKey().requireOnCurve();
            evidence.updateKey().requireOnCurve();
            return evidence;
        } catch (FormatException e) {
            throw refusals.of("evidence-" + name(e.reason()), "the evidence is invalid: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw refusals.of("evidence-key", "the evidence contains an invalid key: " + e.getMessage());
        }
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private record Attester(AttestRequest request, Evidence evidence, Subject subject, UUID catalog) {
        ResultAudience audience() {
            return new ResultAudience(
                    catalog,
                    Objects.requireNonNull(subject.group()),
                    subject.targets().lowestSetVersion());
        }
    }

    private Uni<Attester> admit(AttestRequest request, Evidence evidence) {
        return subjects.of(request.device()).map(subject -> {
            UUID catalog = subject.admissionState().admit(request.generalKey());
            refusals.requireKeyExchange(subject.requiresPostQuantum(), request.keyExchange());
            if (!challenges.isOf(evidence.nonce(), evidence.device(), catalog)) {
                throw refusals.of("nonce-catalog", "the nonce was issued while the device was in another catalog");
            }
            if (subject.recentAttestations() >= hourlyLimit) {
                String excess = "more than " + hourlyLimit + " attestations an hour";
                anomalies.record(request, Anomaly.loop(excess));
                throw refusals.rateLimited("too-many", "The device sends " + excess + ".");
            }
            return new Attester(request, evidence, subject, catalog);
        });
    }

    private record Appraised(Attester attester, Appraisal appraisal) {}

    private Uni<Appraised> appraise(Attester attester) {
        Subject subject = attester.subject();
        TargetImages target = subject.targets().target(attester.evidence());
        return references
                .of(
                        attester.catalog(),
                        subject.referenceRevision(),
                        subject.feed().offering(target.release()))
                .map(values -> Appraiser.appraise(
                        attester.evidence(),
                        values.forDevice(target.digests(), subject.targets().accepted()),
                        subject.history(),
                        subject.granted(),
                        new Timing(
                                Challenges.issuedAt(attester.evidence().nonce()),
                                clock.instant(),
                                subject.lastAttestation())))
                .map(appraisal -> new Appraised(attester, appraisal));
    }

    private record Decided(Attester attester, Appraisal appraisal, Conclusion conclusion) {}

    /** Uses the policy version that was read with the device, even if another one is activated meanwhile. */
    private Uni<Decided> decide(Appraised appraised) {
        Attester attester = appraised.attester();
        return policies.of(attester.catalog(), attester.subject().policy())
                .map(policy -> new Decided(
                        attester,
                        appraised.appraisal(),
                        Conclusion.of(
                                appraised.appraisal(),
                                policy,
                                attester.subject().feed(),
                                clock.instant())));
    }

    private record Issued(
            Decided decided,
            @Nullable IssuedCertificate customer,
            @Nullable IssuedCertificate update) {}

    /** Issues both certificates to a trusted device, only the update certificate to an outdated one, and none to an untrusted one. */
    private Uni<Issued> issue(Decided decided) {
        return decided.conclusion().trust() == Trust.UNTRUSTED
                ? Uni.createFrom().item(new Issued(decided, null, null))
                : authorities
                        .active(decided.attester().catalog())
                        .chain(authority -> threads.run(() -> issue(decided, authority)));
    }

    private Issued issue(Decided decided, CatalogAuthority authority) {
        Evidence evidence = decided.attester().evidence();
        return new Issued(
                decided,
                decided.conclusion().trust() == Trust.TRUSTED
                        ? certificates.issue(
                                authority, evidence.device(), evidence.customerKey(), CertificateUse.CUSTOMER)
                        : null,
                certificates.issue(authority, evidence.device(), evidence.updateKey(), CertificateUse.UPDATE));
    }

    private Uni<AttestationRecord> sign(Issued issued) {
        Decided decided = issued.decided();
        Attester attester = decided.attester();
        UpdateProgress progress = attester.subject()
                .progress(
                        attester.evidence(),
                        decided.conclusion().trust(),
                        decided.conclusion().at());
        return threads.run(() -> new AttestationRecord(
                attester.catalog(),
                decided.appraisal(),
                decided.conclusion(),
                attester.request().evidence(),
                decided.conclusion()
                        .sign(
                                attester.evidence(),
                                Digest.sha256(attester.request().evidence().bytes()),
                                attester.audience(),
                                verifier,
                                vault.resultKey()),
                attester.request().remoteAddress(),
                progress,
                attester.subject().trace(),
                inspect(attester, progress.behindSince()),
                issued.customer(),
                issued.update()));
    }

    private Inspection.Finding inspect(Attester attester, @Nullable Instant behindSince) {
        Evidence evidence = attester.evidence();
        Instant now = clock.instant();
        Inspection.Finding found = Inspection.inspect(
                evidence,
                attester.subject().earlier(),
                Challenges.issuedAt(evidence.nonce()),
                attester.request().remoteAddress(),
                now);
        return Anomaly.withheld(behindSince, now).map(found::and).orElse(found);
    }

    private Uni<AttestResponse> respond(AttestRequest request, AttestationRecord attestation) {
        return records.add(attestation).chain(recorded -> {
            if (!recorded) {
                return refuseSpentNonce(request, attestation);
            }
            attestation.inspection().anomalies().forEach(anomaly -> anomalies.record(request, anomaly));
            return Uni.createFrom().item(attestation.response());
        });
    }

    /** Refuses an attestation that was not stored. Records an anomaly if different evidence was stored with the same nonce. */
    private Uni<AttestResponse> refuseSpentNonce(AttestRequest request, AttestationRecord attestation) {
        Evidence evidence = attestation.appraisal().evidence();
        return records.evidenceOver(new CatalogId(attestation.catalog()), evidence.nonce())
                .chain(stored -> threads.run(() -> {
                    if (stored.isPresent() && !decode(stored.get()).equals(evidence)) {
                        anomalies.record(
                                request,
                                new Anomaly(
                                        AnomalyKind.NONCE_REUSED,
                                        "The device sent different evidence for the same nonce."));
                    }
                    throw refusals.of("nonce-spent", "the nonce is already spent");
                }));
    }
}
