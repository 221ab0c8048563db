package dev.holdfast.contract.operator.reference;

import java.util.List;
import java.util.Map;

/**
 * Page of reference values.
 *
 * @param values reference values by type, name and component; of a component, the highest security version first
 * @param total number of matching values
 * @param states number of values in each state, with all filters except the state
 */
public record ReferencePage(List<ReferenceValueView> values, long total, Map<ReferenceState, Long> states) {}
