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
 * Trustworthiness claims that a hit of a rule affects: the claim in {@code about}, or else the {@code claim} of the
 * item, or else the claims of the facts that the condition reads. A fact that is a list has the claims of its deviating items.
 * Without any claim, the hit affects {@link TrustClaim#CONFIGURATION}. Pure.
 */
final class AffectedClaims {
    /** Name of the field of an item that contains the claim of the item. */
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

    /** Determines the claims of a rule whose condition reads the facts {@code read}. */
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

    /** Returns the claims of a hit, at least one. {@code item} is null for a rule without {@code forEach}. */
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

    /** Returns the claims of the deviating items of a list; for measurements without deviating items, {@code EXECUTABLES}. */
    private static Set<TrustClaim> ofItems(String list, @Nullable Object items) {
        Set<TrustClaim> claims = (items instanceof Collection<?> all ? all : List.of())
                .stream()
                        .filter(AffectedClaims::isDeviating)
                        .flatMap(item -> ofItem(item).stream())
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(TrustClaim.class)));
        if (claims.isEmpty() && list.equals(MEASUREMENTS)) {
            claims.add(TrustClaim.EXECUTABLES);
        }
        return claims;
    }

    /**
     * Returns whether an item deviates. An item of {@code deviations} always deviates. An item of {@code measurements} deviates unless it
     * is current and not rolled back.
     */
    private static boolean isDeviating(Object item) {
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
