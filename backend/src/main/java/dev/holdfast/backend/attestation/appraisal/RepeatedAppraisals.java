package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.backend.attestation.reference.ReferenceValues;
import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceKind;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.ComponentId;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;

/**
 * Appraises exactly as {@link Appraiser} does, very many times over: what devices with the same history measure and report
 * alike, held against the same reference values, is appraised once. Alike are collections that are the very same, as
 * {@link dev.holdfast.contract.format.StoredEvidence} returns them, so that their contents need not be compared. Pure in what
 * it says; not thread-safe, because it remembers, and that a bounded number of things.
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

    /** All that an appraisal depends on, but for boot counters and times. */
    private record Situation(
            EvidenceKind kind,
            DebugState debugState,
            ManufacturingState manufacturingState,
            long keystoreVersion,
            Set<Integer> capabilities,
            List<Measurement> measured,
            List<Long> securityFloors,
            ReferenceValues references,
            long lastKeystoreVersion,
            Map<ComponentId, Long> lastSecurityVersions,
            Map<ComponentId, Long> lastSecurityFloors) {
        static Situation of(Evidence evidence, ReferenceValues references, LastKnown history) {
            return new Situation(
                    evidence.kind(),
                    evidence.debugState(),
                    evidence.manufacturingState(),
                    evidence.keystoreVersion(),
                    evidence.capabilities(),
                    evidence.measurements(),
                    evidence.securityFloors(),
                    references,
                    history.keystoreVersion(),
                    history.securityVersions(),
                    history.securityFloors());
        }

        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(Object other) {
            return other instanceof Situation that
                    && measured == that.measured
                    && securityFloors == that.securityFloors
                    && capabilities == that.capabilities
                    && references == that.references
                    && lastSecurityVersions == that.lastSecurityVersions
                    && lastSecurityFloors == that.lastSecurityFloors
                    && keystoreVersion == that.keystoreVersion
                    && lastKeystoreVersion == that.lastKeystoreVersion
                    && kind == that.kind
                    && debugState == that.debugState
                    && manufacturingState == that.manufacturingState;
        }

        /** Of what tells situations apart most often. */
        @Override
        public int hashCode() {
            return (System.identityHashCode(measured) * 31 + System.identityHashCode(lastSecurityVersions)) * 31
                    + System.identityHashCode(references);
        }
    }

    /**
     * What is always found in a situation.
     *
     * @param facts of the measurements
     * @param deviations facts of those that have to do neither with boot counters nor with times; of no use where capabilities are
     */
    private record Appraised(
            Measured facts,
            List<Map<String, Object>> deviations,
            List<Integer> capabilities,
            Map<ComponentId, Long> securityVersions,
            Map<ComponentId, Long> securityFloors) {}

    /**
     * What came of a piece of evidence.
     *
     * @param facts as {@link AttestationPolicy#facts} tells them
     * @param counters what to hold the next piece against
     */
    public record Found(Map<String, Object> facts, LastKnown counters) {}

    /** Appraises, as {@link Appraiser#appraise}. */
    public Found appraise(
            Evidence evidence,
            ReferenceValues references,
            LastKnown history,
            GrantedCapabilities granted,
            Timing timing) {
        Situation situation = Situation.of(evidence, references, history);
        Appraised appraised = remembered.get(situation);
        if (appraised == null) {
            appraised = first(evidence, references, history, timing);
            remembered.put(situation, appraised);
        }
        List<Map<String, Object>> deviations = Deviations.areSteady(evidence, history, timing)
                ? appraised.deviations()
                : AttestationPolicy.deviations(Deviations.of(evidence, history, granted, timing));
        return new Found(
                AttestationPolicy.facts(
                        AttestationPolicy.evidence(evidence, appraised.capabilities()),
                        history,
                        timing,
                        appraised.facts(),
                        deviations),
                new LastKnown(
                        Math.max(history.bootCount(), evidence.bootCount()),
                        Math.max(history.keystoreVersion(), evidence.keystoreVersion()),
                        appraised.securityVersions(),
                        appraised.securityFloors()));
    }

    private static Appraised first(Evidence evidence, ReferenceValues references, LastKnown history, Timing timing) {
        Appraisal appraisal = Appraiser.appraise(evidence, references, history, timing);
        LastKnown counters = appraisal.counters();
        return new Appraised(
                new Measured(AttestationPolicy.measurements(appraisal)),
                AttestationPolicy.deviations(Deviations.steady(evidence, history, GrantedCapabilities.NONE, timing)),
                AttestationPolicy.capabilities(evidence),
                same(counters.securityVersions(), history.securityVersions()),
                same(counters.securityFloors(), history.securityFloors()));
    }

    /** Counters that did not move stay the same object, so that the next situation is one that is known. */
    private static <T> T same(T now, T before) {
        return now.equals(before) ? before : now;
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
