package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.backend.attestation.reference.ReferenceValues;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.ComponentId;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/**
 * Appraises exactly as {@link Appraiser} does, very many times over: equal measurements of devices with the same history,
 * held against the same reference values, are appraised once. Pure in what it says; not thread-safe, because it remembers,
 * and that a bounded number of things.
 */
public final class RepeatedAppraisals {
    private static final int MAX_REMEMBERED = 4096;

    private final Map<Situation, Appraised> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Situation, Appraised> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    /** Remembers nothing yet. */
    public RepeatedAppraisals() {}

    /** All that the appraisal of images depends on. */
    private record Situation(
            List<Measurement> measured,
            List<Long> securityFloors,
            long keystoreVersion,
            ReferenceValues references,
            long lastKeystoreVersion,
            Map<ComponentId, Long> lastSecurityVersions,
            Map<ComponentId, Long> lastSecurityFloors) {}

    private record Appraised(
            Measured facts, Map<ComponentId, Long> securityVersions, Map<ComponentId, Long> securityFloors) {}

    /**
     * What came of a piece of evidence.
     *
     * @param facts as {@link AttestationPolicy#facts} tells them
     * @param counters what to hold the next piece against
     */
    public record Found(Map<String, Object> facts, LastKnown counters) {}

    /** Appraises, as {@link Appraiser#appraise}. */
    public Found appraise(Evidence evidence, ReferenceValues references, LastKnown history, Timing timing) {
        Appraised appraised = remembered.computeIfAbsent(
                new Situation(
                        evidence.measurements(),
                        evidence.securityFloors(),
                        evidence.keystoreVersion(),
                        references,
                        history.keystoreVersion(),
                        history.securityVersions(),
                        history.securityFloors()),
                unseen -> first(evidence, references, history, timing));
        return new Found(
                AttestationPolicy.facts(
                        evidence, history, timing, appraised.facts(), Deviations.of(evidence, history, timing)),
                new LastKnown(
                        Math.max(history.bootCount(), evidence.bootCount()),
                        Math.max(history.keystoreVersion(), evidence.keystoreVersion()),
                        appraised.securityVersions(),
                        appraised.securityFloors()));
    }

    private static Appraised first(Evidence evidence, ReferenceValues references, LastKnown history, Timing timing) {
        Appraisal appraisal = Appraiser.appraise(evidence, references, history, timing);
        return new Appraised(
                new Measured(AttestationPolicy.measurements(appraisal)),
                appraisal.counters().securityVersions(),
                appraisal.counters().securityFloors());
    }

    /** Facts that are asked for their hash code again and again. */
    private static final class Measured extends AbstractList<Map<String, Object>> implements RandomAccess {
        private final List<Map<String, Object>> facts;
        private final int hash;

        Measured(List<Map<String, Object>> facts) {
            this.facts = List.copyOf(facts);
            this.hash = this.facts.hashCode();
        }

        @Override
        public Map<String, Object> get(int index) {
            return facts.get(index);
        }

        @Override
        public int size() {
            return facts.size();
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return this == other || facts.equals(other);
        }
    }
}
