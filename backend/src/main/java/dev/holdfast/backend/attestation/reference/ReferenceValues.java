package dev.holdfast.backend.attestation.reference;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.operator.reference.ReferenceState;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All reference values of a catalog, ready to be looked up. Immutable. Permanent ones count; tentative ones only in
 * {@link #during} a rollout that brings them; retired ones never, but they are remembered, so that a device which runs one
 * is told apart from a device that runs what nobody released.
 */
public final class ReferenceValues {
    private final Map<ComponentId, Map<Digest, ReferenceValue>> all;
    private final Map<Digest, ReferenceValue> byDigest;
    /** What the rollout brings that is here. */
    private final Map<ComponentId, ReferenceValue> brought;

    private final Map<ComponentId, ReferenceValue> current;

    private ReferenceValues(
            Map<ComponentId, Map<Digest, ReferenceValue>> all,
            Map<Digest, ReferenceValue> byDigest,
            Map<ComponentId, ReferenceValue> brought,
            Map<ComponentId, ReferenceValue> current) {
        this.all = all;
        this.byDigest = byDigest;
        this.brought = brought;
        this.current = current;
    }

    /**
     * Builds the lookups over values in any order; no tentative one counts.
     *
     * @param values the newest of them that count are what devices should run
     * @param tolerated values that are good without being what devices should run
     */
    public static ReferenceValues of(Collection<ReferenceValue> values, Collection<ReferenceValue> tolerated) {
        Map<ComponentId, Map<Digest, ReferenceValue>> all = new HashMap<>();
        Stream.concat(values.stream(), tolerated.stream())
                .forEach(value -> all.computeIfAbsent(value.component(), component -> new HashMap<>())
                        .merge(value.digest(), value, ReferenceValues::stronger));
        Map<ComponentId, ReferenceValue> current = new HashMap<>();
        values.stream()
                .filter(value -> isPermanent(all, value))
                .forEach(value -> current.merge(value.component(), value, ReferenceValues::newer));
        tolerated.stream()
                .filter(value -> isPermanent(all, value))
                .forEach(value -> current.putIfAbsent(value.component(), value));
        Map<Digest, ReferenceValue> byDigest = new HashMap<>();
        all.values().forEach(byDigest::putAll);
        return new ReferenceValues(all, byDigest, Map.of(), current);
    }

    private static boolean isPermanent(Map<ComponentId, Map<Digest, ReferenceValue>> all, ReferenceValue value) {
        ReferenceValue strongest = all.getOrDefault(value.component(), Map.of()).get(value.digest());
        return strongest != null && strongest.state() == ReferenceState.PERMANENT;
    }

    /**
     * Returns what counts for a device that a rollout targets. What the rollout brings is what the device should run, even if something
     * newer was uploaded.
     *
     * @param rollout digests of the images that the current deployment of the device's group brings
     */
    public ReferenceValues during(Set<Digest> rollout) {
        Map<ComponentId, ReferenceValue> here = new HashMap<>();
        rollout.stream()
                .map(byDigest::get)
                .filter(value -> value != null && value.state() != ReferenceState.RETIRED)
                .forEach(value -> here.put(value.component(), value));
        return here.isEmpty() ? this : new ReferenceValues(all, byDigest, here, current);
    }

    /**
     * Returns what a device should run of a component: what its rollout brings, else the newest that counts, which has the highest security
     * version and among equals the latest upload.
     */
    public Optional<ReferenceValue> current(ComponentId component) {
        return Optional.ofNullable(brought.getOrDefault(component, current.get(component)));
    }

    /** Returns the one of a component that measures as {@code digest}, when it counts. */
    public Optional<ReferenceValue> find(ComponentId component, Digest digest) {
        return known(component, digest).filter(this::counts);
    }

    /** Returns the one of a component that measures as {@code digest}, whether it counts or not. */
    public Optional<ReferenceValue> known(ComponentId component, Digest digest) {
        return Optional.ofNullable(all.getOrDefault(component, Map.of()).get(digest));
    }

    /** Returns whether some image of a type with a security version counts. */
    public boolean knows(ImageType type, long securityVersion) {
        return all.values().stream()
                .flatMap(values -> values.values().stream())
                .filter(this::counts)
                .anyMatch(value -> value.type() == type && value.securityVersion() == securityVersion);
    }

    /** Returns the newest of every component of a type that counts, ordered by name. */
    public List<ReferenceValue> currentOf(ImageType type) {
        return Stream.concat(
                        brought.values().stream(),
                        current.values().stream().filter(value -> !brought.containsKey(value.component())))
                .filter(value -> value.type() == type)
                .sorted(Comparator.comparing(ReferenceValue::name).thenComparing(ReferenceValue.BY_AGE))
                .toList();
    }

    private boolean counts(ReferenceValue value) {
        return switch (value.state()) {
            case PERMANENT -> true;
            case TENTATIVE -> value.equals(brought.get(value.component()));
            case RETIRED, NONE -> false;
        };
    }

    /** Of two words on one image the stronger: that somebody retired it, then that it counts everywhere. */
    private static ReferenceValue stronger(ReferenceValue one, ReferenceValue other) {
        int difference = strength(one) - strength(other);
        return difference == 0 ? newer(one, other) : difference > 0 ? one : other;
    }

    private static int strength(ReferenceValue value) {
        return switch (value.state()) {
            case NONE -> 0;
            case TENTATIVE -> 1;
            case PERMANENT -> 2;
            case RETIRED -> 3;
        };
    }

    private static ReferenceValue newer(ReferenceValue one, ReferenceValue other) {
        return ReferenceValue.BY_AGE.compare(one, other) >= 0 ? one : other;
    }
}
