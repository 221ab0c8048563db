package dev.holdfast.sim;

import dev.holdfast.contract.device.AttestResponse.Outcome;
import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.Finding;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.sim.agent.SmallGateway;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A verifier that checks what the shipped scenarios need: reference values, boot counters, debug state and capabilities. */
public final class TestService implements SmallGateway.Verifier {
    private static final int APPLICATION_DEVELOPMENT = 11;

    private final Set<Digest> released = ConcurrentHashMap.newKeySet();
    private final Map<DeviceId, Long> bootCounts = new ConcurrentHashMap<>();

    /** Adds images to the reference values. */
    public void release(Collection<ImagePackage> images) {
        images.forEach(image -> released.add(image.measuredDigest()));
    }

    @Override
    public SmallGateway.Appraisal appraise(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        for (Measurement measured : evidence.measurements()) {
            if (!released.contains(measured.digest())) {
                findings.add(finding("measurement-unknown", measured.type().apiName()));
            }
        }
        long highest = bootCounts.merge(evidence.device(), evidence.bootCount(), Math::max);
        if (evidence.bootCount() < highest) {
            findings.add(finding("boot-count-rollback", "device"));
        }
        if (evidence.debugState() == DebugState.ENABLED) {
            findings.add(finding("debug-enabled", "device"));
        }
        if (evidence.capabilities().contains(APPLICATION_DEVELOPMENT)) {
            findings.add(finding("capability-not-issued", "device"));
        }
        return new SmallGateway.Appraisal(findings.isEmpty() ? Outcome.TRUSTED : Outcome.UNTRUSTED, findings);
    }

    private static Finding finding(String code, String subject) {
        return new Finding(code, subject, "For tests.");
    }
}
