package dev.holdfast.backend.attestation.reference;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All reference values of a catalog, ready to be looked up. Immutable. */
public final class ReferenceValues {
    private final Map<ComponentId, Map<Digest, ReferenceValue>> known;
    private final Map<ComponentId, ReferenceValue> current;

    private ReferenceValues(
            Map<ComponentId, Map<Digest, ReferenceValue>> known, Map<ComponentId, ReferenceValue> current) {
        this.known = known;
        this.current = current;
    }

    /** Builds the lookups over {@code values}, in any order. */
    public static ReferenceValues of(Collection<ReferenceValue> values) {
        return of(values, List.of());
    }

    /**
     * Builds the lookups over values in any order.
     *
     * @param values the newest of them are what devices should run
     * @param tolerated values that are good without being what devices should run
     */
    public static ReferenceValues of(Collection<ReferenceValue> values, Collection<ReferenceValue> tolerated) {
        Map<ComponentId, Map<Digest, ReferenceValue>> known = new HashMap<>();
        Map<ComponentId, ReferenceValue> current = new HashMap<>();
        for (ReferenceValue value : values) {
            known.computeIfAbsent(value.component(), component -> new HashMap<>())
                    .put(value.digest(), value);
            current.merge(value.component(), value, ReferenceValues::newer);
        }
        for (ReferenceValue value : tolerated) {
            known.computeIfAbsent(value.component(), component -> new HashMap<>())
                    .putIfAbsent(value.digest(), value);
            current.putIfAbsent(value.component(), value);
        }
        return new ReferenceValues(known, current);
    }

    /** Returns the newest of a component: the highest security version, among equals the latest upload. */
    public Optional<ReferenceValue> current(ComponentId component) {
        return Optional.ofNullable(current.get(component));
    }

    /** Returns the one of a component that measures as {@code digest}. */
    public Optional<ReferenceValue> find(ComponentId component, Digest digest) {
        return Optional.ofNullable(known.getOrDefault(component, Map.of()).get(digest));
    }

    /** Returns whether some image of a type with a security version is known. */
    public boolean knows(ImageType type, long securityVersion) {
        return known.values().stream()
                .flatMap(values -> values.values().stream())
                .anyMatch(value -> value.type() == type && value.securityVersion() == securityVersion);
    }

    /** Returns the newest of every component of a type, ordered by name. */
    public List<ReferenceValue> currentOf(ImageType type) {
        return current.values().stream()
                .filter(value -> value.type() == type)
                .sorted(Comparator.comparing(ReferenceValue::name).thenComparing(ReferenceValue.BY_AGE))
                .toList();
    }

    private static ReferenceValue newer(ReferenceValue one, ReferenceValue other) {
        return ReferenceValue.BY_AGE.compare(one, other) >= 0 ? one : other;
    }
}
