package dev.holdfast.policy;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Determines the sides of a device that a hit affects: the side in {@code about}, or else the {@code side} of the
 * item, or else the sides of the facts that the condition reads. For a list that it reads as a whole, these are the
 * sides of the deviating items. Pure.
 */
final class Sides {
    /** Field of an item with its side. */
    static final String FIELD = "side";

    private static final String MEASUREMENTS = "measurements";
    private static final Map<String, Side> OF_FACTS = Map.of(
            "evidence.kind", Side.HARDWARE,
            "evidence.debugState", Side.RUNTIME_OPAQUE,
            "evidence.manufacturingState", Side.CONFIGURATION,
            "evidence.bootCount", Side.INSTANCE_IDENTITY,
            "evidence.keystoreVersion", Side.CONFIGURATION,
            "evidence.capabilities", Side.CONFIGURATION,
            "history.lastBootCount", Side.INSTANCE_IDENTITY,
            "clock.answeredAfter", Side.INSTANCE_IDENTITY);

    private final @Nullable Side declared;
    private final Set<Side> ofFacts;
    private final Set<String> lists;

    private Sides(@Nullable Side declared, Set<Side> ofFacts, Set<String> lists) {
        this.declared = declared;
        this.ofFacts = ofFacts;
        this.lists = lists;
    }

    /** Returns the sides of a rule whose condition reads these facts. */
    static Sides of(Rule rule, Set<FactPath> read, FactTypes facts) {
        return new Sides(
                rule.about(),
                read.stream()
                        .flatMap(path -> Stream.ofNullable(OF_FACTS.get(path.fact() + "." + path.field())))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Side.class))),
                read.stream()
                        .map(FactPath::fact)
                        .filter(name -> facts.itemType(name).isPresent())
                        .collect(Collectors.toSet()));
    }

    /** Returns the sides of a hit, at least one. */
    Set<Side> of(Map<String, Object> facts, @Nullable Object item) {
        if (declared != null) {
            return EnumSet.of(declared);
        }
        Optional<Side> ofItem = ofItem(item);
        if (ofItem.isPresent()) {
            return EnumSet.of(ofItem.get());
        }
        Set<Side> sides = EnumSet.noneOf(Side.class);
        sides.addAll(ofFacts);
        for (String list : lists) {
            sides.addAll(ofItems(list, facts.get(list)));
        }
        return sides.isEmpty() ? EnumSet.of(Side.CONFIGURATION) : sides;
    }

    private static Set<Side> ofItems(String list, @Nullable Object items) {
        Set<Side> sides = (items instanceof Collection<?> all ? all : List.of())
                .stream()
                        .filter(Sides::standsOut)
                        .flatMap(item -> ofItem(item).stream())
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Side.class)));
        if (sides.isEmpty() && list.equals(MEASUREMENTS)) {
            sides.add(Side.EXECUTABLES);
        }
        return sides;
    }

    /**
     * Returns whether an item deviates: all deviations do, and measurements that are not current or were rolled back.
     */
    private static boolean standsOut(Object item) {
        return item instanceof Map<?, ?> map
                && !("CURRENT".equals(map.get("verdict")) && Boolean.FALSE.equals(map.get("rolledBack")));
    }

    private static Optional<Side> ofItem(@Nullable Object item) {
        return item instanceof Map<?, ?> map
                ? Arrays.stream(Side.values())
                        .filter(side -> side.text().equals(map.get(FIELD)))
                        .findFirst()
                : Optional.empty();
    }
}
