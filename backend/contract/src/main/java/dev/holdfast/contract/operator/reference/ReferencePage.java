package dev.holdfast.contract.operator.reference;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Page of reference values.
 *
 * @param items reference values by type, name and component; of a component, the highest security version first
 * @param total number of matching values
 * @param next cursor of the next page; null on the last page
 * @param states number of values in each state, with all filters except the state
 */
public record ReferencePage(
        List<ReferenceValueView> items,
        long total,
        @Nullable String next,
        Map<ReferenceState, Long> states) {}
