package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.backend.attestation.reference.ReferenceValue;
import dev.holdfast.backend.attestation.reference.ReferenceValues;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.operator.attestation.MeasurementVerdict;
import dev.holdfast.contract.operator.reference.ReferenceState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares verified evidence with reference values. Pure; never throws for bad evidence.
 *
 * <p>A boot must measure one image of each type in {@link #REQUIRED} and each {@code Services} component that has a reference value. The
 * digest covers an image's metadata, so a different type, build or security version with the same digest is a mismatch. Other problems
 * are {@link Deviation}s.
 */
public final class Appraiser {
    /** Types of which every boot measures one image. */
    public static final List<ImageType> REQUIRED = List.of(
            ImageType.ONE_BL,
            ImageType.PLUTON_RUNTIME,
            ImageType.SECURITY_MONITOR,
            ImageType.NORMAL_WORLD_LOADER,
            ImageType.NORMAL_WORLD_KERNEL,
            ImageType.ROOT_FS);

    private Appraiser() {}

    /**
     * Appraises evidence with a valid signature and a fresh nonce.
     *
     * @param references reference values for the device
     * @param history counters of the device's earlier attestations
     * @param granted capabilities issued to the device
     */
    public static Appraisal appraise(
            Evidence evidence,
            ReferenceValues references,
            AttestedCounters history,
            GrantedCapabilities granted,
            Timing timing) {
        List<MeasurementAppraisal> appraised = new ArrayList<>();
        Set<ImageType> types = EnumSet.noneOf(ImageType.class);
        Set<ComponentId> components = new HashSet<>();
        for (Measurement reported : evidence.measurements()) {
            types.add(reported.type());
            appraised.add(appraise(reported, !components.add(reported.component()), references, history));
        }
        appraised.addAll(missing(types, components, references));
        keystore(evidence, references, history).ifPresent(appraised::add);
        return new Appraisal(
                evidence,
                history,
                timing,
                references.hasAnyOf(REQUIRED),
                appraised,
                Deviations.of(evidence, history, granted, timing));
    }

    private static MeasurementAppraisal appraise(
            Measurement reported, boolean repeated, ReferenceValues references, AttestedCounters history) {
        ReferenceValue current = references.current(reported.component()).orElse(null);
        ReferenceValue match = references
                .find(reported.component(), reported.digest())
                .filter(value -> describes(value, reported))
                .orElse(null);
        ReferenceState referenceState = references
                .known(reported.component(), reported.digest())
                .filter(value -> describes(value, reported))
                .map(ReferenceValue::state)
                .orElse(ReferenceState.NONE);
        return new MeasurementAppraisal(
                reported.type(),
                reported.component(),
                reported.digest(),
                reported.securityVersion(),
                match == null ? current : match,
                // A boot chain loads each component once, so a second measurement of it is unexpected.
                repeated ? MeasurementVerdict.UNEXPECTED : verdict(match, current, referenceState),
                referenceState,
                reported.securityVersion() < history.securityVersion(reported.component()));
    }

    private static MeasurementVerdict verdict(
            @Nullable ReferenceValue match, @Nullable ReferenceValue current, ReferenceState referenceState) {
        if (match == null || current == null) {
            // A value that is retired or tentative still shows that the component is known.
            return current == null && referenceState == ReferenceState.NONE
                    ? MeasurementVerdict.UNEXPECTED
                    : MeasurementVerdict.MISMATCH;
        }
        // A matching image that is newer than the current one is from a withdrawn release. The device cannot go back.
        return match.digest().equals(current.digest()) || match.securityVersion() > current.securityVersion()
                ? MeasurementVerdict.CURRENT
                : MeasurementVerdict.OUTDATED;
    }

    private static boolean describes(ReferenceValue value, Measurement reported) {
        return value.type() == reported.type()
                && value.image().equals(reported.image())
                && value.securityVersion() == reported.securityVersion();
    }

    private static List<MeasurementAppraisal> missing(
            Set<ImageType> types, Set<ComponentId> components, ReferenceValues references) {
        List<MeasurementAppraisal> missing = new ArrayList<>();
        for (ImageType type : REQUIRED) {
            if (!types.contains(type)) {
                missing.add(MeasurementAppraisal.missing(
                        type, references.currentOf(type).stream().findFirst().orElse(null)));
            }
        }
        for (ReferenceValue service : references.currentOf(ImageType.SERVICES)) {
            if (!components.contains(service.component())) {
                missing.add(MeasurementAppraisal.missing(service.type(), service));
            }
        }
        return missing;
    }

    /** Pluton reports only the version of the keystore: an older one is outdated, an unknown newer one unexpected. */
    private static Optional<MeasurementAppraisal> keystore(
            Evidence evidence, ReferenceValues references, AttestedCounters history) {
        Optional<ReferenceValue> current =
                references.currentOf(ImageType.TRUSTED_KEYSTORE).stream().max(ReferenceValue.BY_AGE);
        long reported = evidence.keystoreVersion();
        boolean rolledBack = reported < history.keystoreVersion();
        if (current.isEmpty() && !rolledBack) {
            return Optional.empty();
        }
        ReferenceValue expected = current.orElse(null);
        return Optional.of(new MeasurementAppraisal(
                ImageType.TRUSTED_KEYSTORE,
                expected == null ? null : expected.component(),
                null,
                reported,
                expected,
                keystoreVerdict(reported, expected, references),
                references.knows(ImageType.TRUSTED_KEYSTORE, reported) ? ReferenceState.PERMANENT : ReferenceState.NONE,
                rolledBack));
    }

    private static MeasurementVerdict keystoreVerdict(
            long reported, @Nullable ReferenceValue expected, ReferenceValues references) {
        if (expected == null || reported < expected.securityVersion()) {
            return MeasurementVerdict.OUTDATED;
        }
        return references.knows(ImageType.TRUSTED_KEYSTORE, reported)
                ? MeasurementVerdict.CURRENT
                : MeasurementVerdict.UNEXPECTED;
    }
}
