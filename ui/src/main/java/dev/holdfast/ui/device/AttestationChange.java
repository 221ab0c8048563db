package dev.holdfast.ui.device;

import static dev.holdfast.ui.text.Texts.text;

import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.attestation.MeasurementView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.ui.text.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Differences between two consecutive attestations. An increased boot count is no difference.
 *
 * @param trust the change of trust, such as {@code trust changed from trusted to untrusted}; empty if it did not change
 * @param causes the other differences, each without a full stop: measurements first, then boot count, debug state and policy
 */
record AttestationChange(String trust, List<String> causes) {
    static AttestationChange between(AttestationView before, AttestationView now) {
        List<String> causes = new ArrayList<>();
        Map<String, MeasurementView> earlier = new LinkedHashMap<>();
        before.measurements().forEach(measurement -> earlier.put(key(measurement), measurement));
        for (MeasurementView measurement : now.measurements()) {
            compare(causes, earlier.remove(key(measurement)), measurement);
        }
        earlier.values().stream()
                .filter(gone -> gone.reportedDigest() != null)
                .forEach(gone -> causes.add(text("attestation-change.gone", name(gone))));
        if (now.bootCount() < before.bootCount()) {
            causes.add(text("attestation-change.boot-count", before.bootCount(), now.bootCount()));
        }
        if (!now.debugState().equals(before.debugState())) {
            causes.add(text("attestation-change.debug-state", debugState(before), debugState(now)));
        }
        if (!now.policyId().equals(before.policyId())) {
            causes.add(text("attestation-change.policy", before.policyId(), now.policyId()));
        } else if (now.policyVersion() != before.policyVersion()) {
            causes.add(text(
                    "attestation-change.policy-version",
                    Integer.toString(before.policyVersion()),
                    Integer.toString(now.policyVersion())));
        }
        String trust = now.trust() == before.trust()
                ? ""
                : text("attestation-change.trust", wordOf(before.trust()), wordOf(now.trust()));
        return new AttestationChange(trust, List.copyOf(causes));
    }

    boolean isNone() {
        return trust.isEmpty() && causes.isEmpty();
    }

    /** Returns one line, such as {@code NormalWorldKernel digest changed, trust changed from trusted to untrusted}. */
    String sentence() {
        List<String> all = new ArrayList<>(causes);
        if (!trust.isEmpty()) {
            all.add(trust);
        }
        return all.isEmpty() ? text("attestation-change.none") : String.join(", ", all);
    }

    private static void compare(List<String> causes, @Nullable MeasurementView before, MeasurementView now) {
        String name = name(now);
        Digest had = before == null ? null : before.reportedDigest();
        Digest has = now.reportedDigest();
        if (had == null && has != null) {
            causes.add(text("attestation-change.new", name));
        } else if (had != null && has == null) {
            causes.add(text("attestation-change.gone", name));
        } else if (had != null && has != null && !had.equals(has)) {
            causes.add(text("attestation-change.digest", name));
        }
        if (before == null) {
            if (has == null) {
                causes.add(text("attestation-change.missing", name));
            }
            return;
        }
        if (had != null && has != null && before.reportedSecurityVersion() != now.reportedSecurityVersion()) {
            causes.add(text(
                    "attestation-change.security-version",
                    name,
                    Long.toString(before.reportedSecurityVersion()),
                    Long.toString(now.reportedSecurityVersion())));
        }
        // A new reference value for a new image is not a separate difference.
        if (Objects.equals(had, has) && !Objects.equals(before.expectedDigest(), now.expectedDigest())) {
            causes.add(text("attestation-change.reference-value", name));
        } else if (Objects.equals(had, has) && before.verdict() != now.verdict()) {
            causes.add(text("attestation-change.verdict", name, wordOf(before), wordOf(now)));
        }
    }

    private static String wordOf(MeasurementView measurement) {
        return Texts.word(measurement.verdict()).toLowerCase(Texts.locale());
    }

    private static String debugState(AttestationView attestation) {
        return DeviceWords.of("debug-state", attestation.debugState());
    }

    private static String wordOf(Trust trust) {
        return Texts.word(trust).toLowerCase(Texts.locale());
    }

    private static String key(MeasurementView measurement) {
        return measurement.type() + " " + measurement.component();
    }

    private static String name(MeasurementView measurement) {
        boolean application =
                measurement.type().equals("Applications") && !measurement.name().isEmpty();
        return application ? text("attestation-change.application", measurement.name()) : measurement.type();
    }
}
