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
 * Determines the trustworthiness claims that a hit affects: the claim in {@code about}, or else the {@code claim} of the
 * item, or else the claims of the facts that the condition reads. For a list that it reads as a whole, these are the
 * claims of the deviating items. Pure.
 */
final class AffectedClaims {
    /** Field of an item with its claim. */
    static final String FIELD = "claim";

    private static final String MEASUREMENTS = "measurements";
    private static final Map<String, TrustClaim> OF_FACTS = Map.of(
            "evidence.kind", TrustClaim.HARDWARE,
            "evidence.debugState", TrustClaim.RUNTIME_OPAQUE,
            "evidence.manufacturingState", TrustClaim.CONFIGURATION,
            "evidence.bootCount", TrustClaim.INSTANCE_IDENTITY,
            "evidence.keystoreVersion", TrustClaim.CONFIGURATION,
            "evidence.capabilities", TrustClaim.CONFIGURATION,
            "history.lastBootCount", TrustClaim.INSTANCE_IDENTITY,
            "clock.answeredAfter", TrustClaim.INSTANCE_IDENTITY);

    private final @Nullable TrustClaim declared;
    private final Set<TrustClaim> ofFacts;
    private final Set<String> lists;

    private AffectedClaims(@Nullable TrustClaim declared, Set<TrustClaim> ofFacts, Set<String> lists) {
        this.declared = declared;
        this.ofFacts = ofFacts;
        this.lists = lists;
    }

    /** Returns the claims of a rule whose condition reads these facts. */
    static AffectedClaims of(Rule rule, Set<FactPath> read, FactTypes facts) {
        return new AffectedClaims(
                rule.about(),
                read.stream()
                        .flatMap(path -> Stream.ofNullable(OF_FACTS.get(path.fact() + "." + path.field())))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(TrustClaim.class))),
                read.stream()
                        .map(FactPath::fact)
                        .filter(name -> facts.itemType(name).isPresent())
                        .collect(Collectors.toSet()));
    }

    /** Returns the claims of a hit, at least one. */
    Set<TrustClaim> of(Map<String, Object> facts, @Nullable Object item) {
        if (declared != null) {
            return EnumSet.of(declared);
        }
        Optional<TrustClaim> ofItem = ofItem(item);
        if (ofItem.isPresent()) {
            return EnumSet.of(ofItem.get());
        }
        Set<TrustClaim> claims = EnumSet.noneOf(TrustClaim.class);
        claims.addAll(ofFacts);
        for (String list : lists) {
            claims.addAll(ofItems(list, facts.get(list)));
        }
        return claims.isEmpty() ? EnumSet.of(TrustClaim.CONFIGURATION) : claims;
    }

    private static Set<TrustClaim> ofItems(String list, @Nullable Object items) {
        Set<TrustClaim> claims = (items instanceof Collection<?> all ? all : List.of())
                .stream()
                        .filter(AffectedClaims::standsOut)
                        .flatMap(item -> ofItem(item).stream())
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(TrustClaim.class)));
        if (claims.isEmpty() && list.equals(MEASUREMENTS)) {
            claims.add(TrustClaim.EXECUTABLES);
        }
        return claims;
    }

    /**
     * Returns whether an item deviates: all deviations do, and measurements that are not current or were rolled back.
     */
    private static boolean standsOut(Object item) {
        return item instanceof Map<?, ?> map
                && !("CURRENT".equals(map.get("verdict")) && Boolean.FALSE.equals(map.get("rolledBack")));
    }

    private static Optional<TrustClaim> ofItem(@Nullable Object item) {
        return item instanceof Map<?, ?> map
                ? Arrays.stream(TrustClaim.values())
                        .filter(claim -> claim.text().equals(map.get(FIELD)))
                        .findFirst()
                : Optional.empty();
    }
}
