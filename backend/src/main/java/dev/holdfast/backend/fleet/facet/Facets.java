package dev.holdfast.backend.fleet.facet;

import dev.holdfast.backend.fleet.DeployedApplications.Deployed;
import dev.holdfast.contract.operator.device.DeviceFacets;
import dev.holdfast.contract.operator.device.DeviceFacets.Facet;
import dev.holdfast.contract.operator.device.DeviceFacets.Value;
import dev.holdfast.contract.operator.filter.Filter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Builds facets from counts. Pure. */
final class Facets {
    private Facets() {}

    /** Returns a facet of the largest counts, without zeros, at most {@link DeviceFacets#MAX_VALUES}. Each value has a filter term and a label. */
    static Facet of(
            String name, Map<String, Long> counts, Function<String, String> term, Function<String, String> label) {
        return new Facet(
                name,
                counts.entrySet().stream()
                        .filter(count -> count.getValue() > 0)
                        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                        .limit(DeviceFacets.MAX_VALUES)
                        .map(count ->
                                new Value(label.apply(count.getKey()), term.apply(count.getKey()), count.getValue()))
                        .toList());
    }

    static Facet ofApplications(List<Deployed> applications) {
        return of(
                "app",
                applications.stream()
                        .collect(Collectors.groupingBy(Deployed::text, Collectors.summingLong(Deployed::devices))),
                text -> "app:" + Filter.quote(text),
                Function.identity());
    }
}
