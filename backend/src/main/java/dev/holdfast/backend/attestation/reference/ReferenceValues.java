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
 * Reference values of a catalog and an OS feed, indexed. Immutable. Permanent values are accepted. Tentative values are accepted only where
 * their image is deployed: {@link #forRollout}. Retired values are never accepted, but distinguish a retired release from unknown software.
 */
public final class ReferenceValues {
    private final Map<ComponentId, Map<Digest, ReferenceValue>> all;
    private final Map<Digest, ReferenceValue> byDigest;
    /** Values of the deployment by component; empty without one. */
    private final Map<ComponentId, ReferenceValue> rollout;

    private final Map<ComponentId, ReferenceValue> current;

    private ReferenceValues(
            Map<ComponentId, Map<Digest, ReferenceValue>> all,
            Map<Digest, ReferenceValue> byDigest,
            Map<ComponentId, ReferenceValue> rollout,
            Map<ComponentId, ReferenceValue> current) {
        this.all = all;
        this.byDigest = byDigest;
        this.rollout = rollout;
        this.current = current;
    }

    /**
     * Indexes values in any order, without a deployment.
     *
     * @param values values of which devices should run the newest permanent one for each component
     * @param tolerated values that devices need not run, unless {@code values} has no permanent one for the component
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
     * Returns the values for a device of a group with a deployment. The device should run the deployment's images, even if newer ones were
     * uploaded.
     *
     * @param rollout digests of the images in the current deployment of the device's group
     */
    public ReferenceValues forRollout(Set<Digest> rollout) {
        Map<ComponentId, ReferenceValue> targeted = new HashMap<>();
        rollout.stream()
                .map(byDigest::get)
                .filter(value -> value != null && value.state() != ReferenceState.RETIRED)
                .forEach(value -> targeted.put(value.component(), value));
        return targeted.isEmpty() ? this : new ReferenceValues(all, byDigest, targeted, current);
    }

    /**
     * Returns what a device should run of a component: the deployment's value, else the newest permanent one ({@link
     * ReferenceValue#BY_AGE}), tolerated ones aside.
     */
    public Optional<ReferenceValue> current(ComponentId component) {
        return Optional.ofNullable(rollout.getOrDefault(component, current.get(component)));
    }

    /** Returns the value of a component with a digest, if it is accepted. */
    public Optional<ReferenceValue> find(ComponentId component, Digest digest) {
        return known(component, digest).filter(this::isAccepted);
    }

    /** Returns the value of a component with a digest, even if it is not accepted. */
    public Optional<ReferenceValue> known(ComponentId component, Digest digest) {
        return Optional.ofNullable(all.getOrDefault(component, Map.of()).get(digest));
    }

    /** Returns whether there is a value of one of these types, in any state. */
    public boolean hasAnyOf(Collection<ImageType> types) {
        return all.values().stream()
                .flatMap(values -> values.values().stream())
                .anyMatch(value -> types.contains(value.type()));
    }

    /** Returns whether an image of a type with a security version is accepted. */
    public boolean knows(ImageType type, long securityVersion) {
        return all.values().stream()
                .flatMap(values -> values.values().stream())
                .filter(this::isAccepted)
                .anyMatch(value -> value.type() == type && value.securityVersion() == securityVersion);
    }

    /** Returns what a device should run of each component of a type, as {@link #current}, ordered by name. */
    public List<ReferenceValue> currentOf(ImageType type) {
        return Stream.concat(
                        rollout.values().stream(),
                        current.values().stream().filter(value -> !rollout.containsKey(value.component())))
                .filter(value -> value.type() == type)
                .sorted(Comparator.comparing(ReferenceValue::name).thenComparing(ReferenceValue.BY_AGE))
                .toList();
    }

    private boolean isAccepted(ReferenceValue value) {
        return switch (value.state()) {
            case PERMANENT -> true;
            case TENTATIVE -> value.equals(rollout.get(value.component()));
            case RETIRED, NONE -> false;
        };
    }

    /** Returns the stronger of two values of an image: retired, then permanent, then tentative. */
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
