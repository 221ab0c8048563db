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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reference values of a catalog and an OS feed, indexed. Immutable. Permanent values are accepted. Tentative values are accepted only on
 * devices that their image is deployed to: {@link #forDevice}. Retired values are never accepted, but distinguish a retired release from
 * unknown software.
 */
public final class ReferenceValues {
    private final Map<ComponentId, Map<Digest, ReferenceValue>> all;
    private final Map<Digest, ReferenceValue> byDigest;
    /** Values of the device's manifest set by component; empty without one. */
    private final Map<ComponentId, ReferenceValue> target;
    /** Digests of tentative values that are accepted. */
    private final Set<Digest> deployed;
    /** Newest permanent value of each component, tolerated values aside. */
    private final Map<ComponentId, ReferenceValue> current;
    /** Newest permanent tolerated value of each component. */
    private final Map<ComponentId, ReferenceValue> tolerated;
    /** Digests of the tolerated values, which no device must run. */
    private final Set<Digest> optional;

    private ReferenceValues(
            Map<ComponentId, Map<Digest, ReferenceValue>> all,
            Map<Digest, ReferenceValue> byDigest,
            Map<ComponentId, ReferenceValue> target,
            Set<Digest> deployed,
            Map<ComponentId, ReferenceValue> current,
            Map<ComponentId, ReferenceValue> tolerated,
            Set<Digest> optional) {
        this.all = all;
        this.byDigest = byDigest;
        this.target = target;
        this.deployed = deployed;
        this.current = current;
        this.tolerated = tolerated;
        this.optional = optional;
    }

    /**
     * Indexes values in any order, for a device without a manifest set.
     *
     * @param values values of which devices should run the newest permanent one for each component
     * @param tolerated values that devices may run, but need not
     */
    public static ReferenceValues of(Collection<ReferenceValue> values, Collection<ReferenceValue> tolerated) {
        Map<ComponentId, Map<Digest, ReferenceValue>> all = new HashMap<>();
        Stream.concat(values.stream(), tolerated.stream())
                .forEach(value -> all.computeIfAbsent(value.component(), component -> new HashMap<>())
                        .merge(value.digest(), value, ReferenceValues::stronger));
        Map<Digest, ReferenceValue> byDigest = new HashMap<>();
        all.values().forEach(byDigest::putAll);
        return new ReferenceValues(
                all,
                byDigest,
                Map.of(),
                Set.of(),
                newest(all, values),
                newest(all, tolerated),
                tolerated.stream().map(ReferenceValue::digest).collect(Collectors.toUnmodifiableSet()));
    }

    private static Map<ComponentId, ReferenceValue> newest(
            Map<ComponentId, Map<Digest, ReferenceValue>> all, Collection<ReferenceValue> values) {
        Map<ComponentId, ReferenceValue> newest = new HashMap<>();
        values.stream()
                .filter(value -> isPermanent(all, value))
                .forEach(value -> newest.merge(value.component(), value, ReferenceValues::newer));
        return newest;
    }

    private static boolean isPermanent(Map<ComponentId, Map<Digest, ReferenceValue>> all, ReferenceValue value) {
        ReferenceValue strongest = all.getOrDefault(value.component(), Map.of()).get(value.digest());
        return strongest != null && strongest.state() == ReferenceState.PERMANENT;
    }

    /**
     * Returns the values for a device. It should run the images of its manifest set, even if newer ones were uploaded, but not those that are
     * tolerated: it may wait with these.
     *
     * @param images digests of the images in its manifest set
     * @param deployed digests of the images that are deployed to it: the tentative values that are accepted
     */
    public ReferenceValues forDevice(Set<Digest> images, Set<Digest> deployed) {
        Map<ComponentId, ReferenceValue> targeted = new HashMap<>();
        images.stream()
                .map(byDigest::get)
                .filter(value ->
                        value != null && value.state() != ReferenceState.RETIRED && !optional.contains(value.digest()))
                .forEach(value -> targeted.put(value.component(), value));
        return targeted.isEmpty() && deployed.isEmpty()
                ? this
                : new ReferenceValues(all, byDigest, targeted, deployed, current, tolerated, optional);
    }

    /**
     * Returns what a device should run of a component: the value of its manifest set, else the newest permanent one ({@link
     * ReferenceValue#BY_AGE}). A tolerated value counts only if there is no other.
     */
    public Optional<ReferenceValue> current(ComponentId component) {
        return Optional.ofNullable(
                target.getOrDefault(component, current.getOrDefault(component, tolerated.get(component))));
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

    /** Returns what a device must run of each component of a type, ordered by name. Tolerated values are not required. */
    public List<ReferenceValue> currentOf(ImageType type) {
        return Stream.concat(
                        target.values().stream(),
                        current.values().stream().filter(value -> !target.containsKey(value.component())))
                .filter(value -> value.type() == type)
                .sorted(Comparator.comparing(ReferenceValue::name).thenComparing(ReferenceValue.BY_AGE))
                .toList();
    }

    private boolean isAccepted(ReferenceValue value) {
        return switch (value.state()) {
            case PERMANENT -> true;
            case TENTATIVE -> deployed.contains(value.digest());
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
