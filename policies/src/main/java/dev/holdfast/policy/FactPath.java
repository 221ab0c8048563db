package dev.holdfast.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fact or field of a fact that a rule reads.
 *
 * @param fact name of the fact
 * @param field field of the fact; null for the whole fact
 */
record FactPath(String fact, @Nullable String field) {
    /** Returns all facts and fields that a condition reads, besides the item. No other facts influence the result of the condition. */
    static Set<FactPath> of(CelAbstractSyntaxTree checked, FactTypes facts) {
        Set<FactPath> paths = new HashSet<>();
        Map<Long, CelReference> references = checked.getReferenceMap();
        collect(checked.getExpr(), references, facts, paths);
        // Facts that the traversal did not reach count as a whole.
        references.values().stream()
                .map(CelReference::name)
                .filter(facts.variables()::containsKey)
                .filter(name -> paths.stream().noneMatch(path -> path.fact().equals(name)))
                .forEach(name -> paths.add(new FactPath(name, null)));
        return Set.copyOf(paths);
    }

    private static void collect(
            CelExpr expression, Map<Long, CelReference> references, FactTypes facts, Set<FactPath> into) {
        if (expression.getKind() == CelExpr.ExprKind.Kind.SELECT) {
            Optional<String> fact = fact(expression.select().operand(), references, facts);
            if (fact.isPresent()) {
                into.add(new FactPath(fact.get(), expression.select().field()));
                return;
            }
        }
        fact(expression, references, facts).ifPresent(name -> into.add(new FactPath(name, null)));
        ConditionBounds.children(expression).forEach(child -> collect(child, references, facts, into));
    }

    private static Optional<String> fact(CelExpr expression, Map<Long, CelReference> references, FactTypes facts) {
        return expression.getKind() == CelExpr.ExprKind.Kind.IDENT
                ? Optional.ofNullable(references.get(expression.id()))
                        .map(CelReference::name)
                        .filter(facts.variables()::containsKey)
                : Optional.empty();
    }
}
