package dev.holdfast.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Active policy and a candidate that decide on the same facts, for a replay. A rule that both policies have is evaluated only
 * once, which saves time because most candidates change a single rule. Immutable and thread-safe.
 */
public final class PolicyPair {
    private final CompiledPolicy active;
    private final CompiledPolicy candidate;
    /** For each rule of the candidate, the index of the equal active rule, or -1. */
    private final int[] equalRules;

    private PolicyPair(CompiledPolicy active, CompiledPolicy candidate, int[] equalRules) {
        this.active = active;
        this.candidate = candidate;
        this.equalRules = equalRules;
    }

    /** Pairs two policies of the same kind. */
    public static PolicyPair of(CompiledPolicy active, CompiledPolicy candidate) {
        List<Rule> rules = active.policy().rules();
        int[] equalRules =
                candidate.policy().rules().stream().mapToInt(rules::indexOf).toArray();
        return new PolicyPair(active, candidate, equalRules);
    }

    /** The decisions of both policies. */
    public record Decisions(Decision active, Decision candidate) {}

    /** Returns the same decisions as {@link CompiledPolicy#decide} of each policy. */
    public Decisions decide(Map<String, Object> facts) {
        Map<String, Object> widened = Facts.convertForCel(facts);
        List<RuleHit> hits = new ArrayList<>();
        int[] ends = new int[active.rules().size()];
        for (int i = 0; i < ends.length; i++) {
            active.rules().get(i).evaluate(widened, hits);
            ends[i] = hits.size();
        }
        List<RuleHit> candidateHits = new ArrayList<>();
        for (int i = 0; i < equalRules.length; i++) {
            int equal = equalRules[i];
            if (equal < 0) {
                candidate.rules().get(i).evaluate(widened, candidateHits);
            } else {
                candidateHits.addAll(hits.subList(equal == 0 ? 0 : ends[equal - 1], ends[equal]));
            }
        }
        return new Decisions(active.decision(hits), candidate.decision(candidateHits));
    }
}
