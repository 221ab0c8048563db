package dev.holdfast.ui.device;

import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.contract.operator.attestation.MeasurementView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.ui.component.StatusBadge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why an attestation came out otherwise than the one before it: what the device reported otherwise, what was expected
 * otherwise, and what decided otherwise. Counters that only go up are no change.
 *
 * @param trust the turn of trust, such as {@code trust went from trusted to untrusted}; empty when it stayed
 * @param causes what differs, in order of boot, each a clause without a full stop
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
                .forEach(gone -> causes.add(name(gone) + " is not reported any more"));
        if (now.bootCount() < before.bootCount()) {
            causes.add("boot count went back from " + before.bootCount() + " to " + now.bootCount());
        }
        if (!now.debugState().equals(before.debugState())) {
            causes.add("debug state went from " + before.debugState() + " to " + now.debugState());
        }
        if (!now.policyId().equals(before.policyId())) {
            causes.add("the policy " + now.policyId() + " decided instead of " + before.policyId());
        } else if (now.policyVersion() != before.policyVersion()) {
            causes.add("policy went from version " + before.policyVersion() + " to " + now.policyVersion());
        }
        String turn = now.trust() == before.trust()
                ? ""
                : "trust went from " + word(before.trust()) + " to " + word(now.trust());
        return new AttestationChange(turn, List.copyOf(causes));
    }

    boolean isNone() {
        return trust.isEmpty() && causes.isEmpty();
    }

    /** Says it in one line, such as {@code NormalWorldKernel digest changed, trust went from trusted to untrusted}. */
    String sentence() {
        List<String> all = new ArrayList<>(causes);
        if (!trust.isEmpty()) {
            all.add(trust);
        }
        return all.isEmpty() ? "same as before" : String.join(", ", all);
    }

    private static void compare(List<String> causes, @Nullable MeasurementView before, MeasurementView now) {
        String name = name(now);
        Digest had = before == null ? null : before.reportedDigest();
        Digest has = now.reportedDigest();
        if (had == null && has != null) {
            causes.add(name + " is reported for the first time");
        } else if (had != null && has == null) {
            causes.add(name + " is not reported any more");
        } else if (had != null && has != null && !had.equals(has)) {
            causes.add(name + " digest changed");
        }
        if (before == null) {
            if (has == null) {
                causes.add(name + " is missing");
            }
            return;
        }
        if (had != null && has != null && before.reportedSecurityVersion() != now.reportedSecurityVersion()) {
            causes.add(name + " security version went from " + before.reportedSecurityVersion() + " to "
                    + now.reportedSecurityVersion());
        }
        // A reference value that merely follows the reported image is no cause of its own.
        if (Objects.equals(had, has) && !Objects.equals(before.expectedDigest(), now.expectedDigest())) {
            causes.add("another " + name + " is expected");
        } else if (Objects.equals(had, has) && before.verdict() != now.verdict()) {
            causes.add(name + " went from “" + word(before) + "” to “" + word(now) + "”");
        }
    }

    private static String word(MeasurementView measurement) {
        return StatusBadge.word(measurement.verdict()).toLowerCase(Locale.ROOT);
    }

    private static String word(Trust trust) {
        return StatusBadge.word(trust).toLowerCase(Locale.ROOT);
    }

    private static String key(MeasurementView measurement) {
        return measurement.type() + " " + measurement.component();
    }

    private static String name(MeasurementView measurement) {
        boolean application =
                measurement.type().equals("Applications") && !measurement.name().isEmpty();
        return application ? "application " + measurement.name() : measurement.type();
    }
}
