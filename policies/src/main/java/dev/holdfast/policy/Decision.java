package dev.holdfast.policy;

import java.util.List;

/**
 * Decision of a policy about one set of facts.
 *
 * @param effect strictest effect of all hits; {@link Kind#defaultEffect()} without hits
 * @param hits all hits, in the order of rules and items
 */
public record Decision(Effect effect, List<RuleHit> hits) {
    /** Copies the hits. */
    public Decision {
        hits = List.copyOf(hits);
    }
}
