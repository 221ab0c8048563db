package dev.holdfast.policy;

import java.util.List;

/**
 * What a policy decided, and why.
 *
 * @param effect the strictest effect of all hits; the kind's {@link Kind#otherwise()} when there is none
 * @param hits every hit, in the order of the rules and, within a rule, of the items
 */
public record Decision(Effect effect, List<Hit> hits) {
    /** Copies the hits. */
    public Decision {
        hits = List.copyOf(hits);
    }
}
