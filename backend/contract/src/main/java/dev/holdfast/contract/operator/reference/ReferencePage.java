package dev.holdfast.contract.operator.reference;

import java.util.List;
import java.util.Map;

/**
 * Page of reference values.
 *
 * @param items reference values by type, name and component; of a component, the highest security version first
 * @param total number of matching values
 * @param states number of values in each state, with all filters except the state
 */
public record ReferencePage(List<ReferenceValueView> items, long total, Map<ReferenceState, Long> states) {}
