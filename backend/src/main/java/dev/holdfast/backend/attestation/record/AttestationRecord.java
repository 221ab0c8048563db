package dev.holdfast.backend.attestation.record;

import dev.holdfast.backend.attestation.anomaly.BootTrace;
import dev.holdfast.backend.attestation.anomaly.Inspection;
import dev.holdfast.backend.attestation.appraisal.Appraisal;
import dev.holdfast.backend.attestation.appraisal.AttestedCounters;
import dev.holdfast.backend.attestation.appraisal.Conclusion;
import dev.holdfast.backend.attestation.subject.UpdateProgress;
import dev.holdfast.backend.pki.issuing.IssuedCertificate;
import dev.holdfast.contract.device.AttestResponse;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.attestation.FindingView;
import dev.holdfast.contract.operator.device.Trust;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stored data of an attestation.
 *
 * @param catalog catalog of the device when it was appraised
 * @param evidence the token as received
 * @param remoteAddress IP address of the device
 * @param before boots and networks up to the device's last attestation
 * @param inspection anomalies, and the trace for the next attestation
 * @param customer customer certificate, if issued
 * @param update update certificate, if issued
 */
public record AttestationRecord(
        UUID catalog,
        Appraisal appraisal,
        Conclusion conclusion,
        Blob evidence,
        Blob result,
        String remoteAddress,
        UpdateProgress progress,
        BootTrace before,
        Inspection.Finding inspection,
        @Nullable IssuedCertificate customer,
        @Nullable IssuedCertificate update) {
    private static final Map<Trust, Counter> COUNTERS =
            Arrays.stream(Trust.values()).collect(Collectors.toMap(Function.identity(), AttestationRecord::counter));

    private static Counter counter(Trust trust) {
        return Counter.builder("holdfast.attestations")
                .description("Attestations recorded by this backend, by result")
                .tag("result", trust.name().toLowerCase(Locale.ROOT))
                .register(Metrics.globalRegistry);
    }

    DeviceId device() {
        return appraisal.evidence().device();
    }

    /** Counts the attestation and its certificates. */
    void count() {
        Objects.requireNonNull(COUNTERS.get(conclusion.trust())).increment();
        Stream.of(Optional.ofNullable(customer), Optional.ofNullable(update))
                .flatMap(Optional::stream)
                .forEach(IssuedCertificate::count);
    }

    /** Returns why the device is not trusted; empty if it is trusted. */
    String reason() {
        return conclusion.decisive().map(FindingView::message).orElse("");
    }

    String reasonCode() {
        return conclusion.decisive().map(FindingView::code).orElse("");
    }

    public AttestResponse response() {
        return new AttestResponse(conclusion.outcome(), result, chain(customer), chain(update));
    }

    /**
     * Returns the new counters of the device; empty if neither the counters nor the trace changed. Ignores the boot count, which every
     * attestation stores in the device's row.
     */
    Optional<AttestedCounters> changedCounters() {
        AttestedCounters known = appraisal.history();
        AttestedCounters after = appraisal.counters();
        boolean same = after.keystoreVersion() == known.keystoreVersion()
                && after.securityVersions().equals(known.securityVersions())
                && after.securityFloors().equals(known.securityFloors())
                && inspection.trace().equals(before);
        return same ? Optional.empty() : Optional.of(after);
    }

    private static @Nullable String chain(@Nullable IssuedCertificate certificate) {
        return certificate == null ? null : certificate.chain();
    }
}
