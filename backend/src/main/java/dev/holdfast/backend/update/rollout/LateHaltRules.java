package dev.holdfast.backend.update.rollout;

import dev.holdfast.contract.operator.rollout.PhaseImpact;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Warns of halt rules whose minimum is larger than the number of devices in the first phases. Pure. */
final class LateHaltRules {
    private LateHaltRules() {}

    /** Returns a sentence for each minimum that the devices of the first phase do not reach; empty if all rules can fire in it. */
    static List<String> warnings(List<HaltRule> rules, List<PhaseImpact> phases) {
        Map<Integer, List<HaltRule>> late = rules.stream()
                .filter(rule -> rule.minimum() > phases.getFirst().devices())
                .collect(Collectors.groupingBy(HaltRule::minimum, TreeMap::new, Collectors.toList()));
        return late.entrySet().stream()
                .map(rule -> sentence(rule.getKey(), causes(rule.getValue()), phases))
                .toList();
    }

    private static String sentence(int minimum, String causes, List<PhaseImpact> phases) {
        PhaseImpact last = phases.stream()
                .filter(phase -> phase.devices() < minimum)
                .reduce((earlier, later) -> later)
                .orElseThrow();
        String when = last.number() == phases.size() ? "at all" : "before phase " + (last.number() + 1);
        return "The halt rule for " + causes + " cannot fire " + when + ": it needs " + minimum
                + " devices with a result, and "
                + (last.number() == 1 ? "phase 1 has " : "phases 1 to " + last.number() + " have ")
                + last.devices() + ".";
    }

    private static String causes(List<HaltRule> rules) {
        return rules.stream()
                .map(rule -> switch (rule.cause()) {
                    case INSTALL_FAILED -> "failed installations";
                    case DID_NOT_COME_BACK -> "devices that did not come back";
                    case ATTESTATION_FAILED -> "failed attestations";
                    case CRASH_RATE -> "crashes";
                })
                .collect(Collectors.joining(", "));
    }
}
