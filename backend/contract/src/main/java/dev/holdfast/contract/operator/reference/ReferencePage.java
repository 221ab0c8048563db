package dev.holdfast.contract.operator.reference;

import java.util.List;
import java.util.Map;

/**
 * A page of reference values.
 *
 * @param values by type and name, the newest of a component first
 * @param total how many match
 * @param states how many there are of each state, whichever was asked for; what else was asked for counts
 */
public record ReferencePage(List<ReferenceValueView> values, long total, Map<ReferenceState, Long> states) {}
