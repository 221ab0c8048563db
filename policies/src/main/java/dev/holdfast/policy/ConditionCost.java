package dev.holdfast.policy;

import dev.cel.common.ast.CelExpr;

/**
 * The most steps that evaluating a condition can take: one a node, and the body of a comprehension once for every item
 * that its list can have. An upper bound, not a forecast.
 */
final class ConditionCost {
    /** The most steps a condition may take: two lists may be walked in each other, three may not. */
    static final long MAX = 50_000;
    /** The most items a list of facts can have (evidence carries at most 20 measurements and 64 capabilities). */
    static final int MAX_ITEMS = 64;

    private ConditionCost() {}

    static long of(CelExpr expression) {
        return switch (expression.getKind()) {
            case NOT_SET, CONSTANT, IDENT -> 1;
            case SELECT -> 1 + of(expression.select().operand());
            case CALL ->
                1
                        + expression.call().target().map(ConditionCost::of).orElse(0L)
                        + sum(expression.call().args());
            case LIST -> 1 + sum(expression.list().elements());
            case STRUCT ->
                1
                        + expression.struct().entries().stream()
                                .mapToLong(entry -> of(entry.value()))
                                .sum();
            case MAP ->
                1
                        + expression.map().entries().stream()
                                .mapToLong(entry -> of(entry.key()) + of(entry.value()))
                                .sum();
            case COMPREHENSION -> comprehension(expression.comprehension());
        };
    }

    private static long comprehension(CelExpr.CelComprehension loop) {
        long body = of(loop.loopCondition()) + of(loop.loopStep());
        return 1
                + of(loop.iterRange())
                + of(loop.accuInit())
                + saturatedProduct(items(loop.iterRange()), body)
                + of(loop.result());
    }

    /** The most items of a list: literals are counted, sums of lists added, anything else is a fact or made from one. */
    private static long items(CelExpr list) {
        return switch (list.getKind()) {
            case LIST -> list.list().elements().size();
            case MAP -> list.map().entries().size();
            case COMPREHENSION -> items(list.comprehension().iterRange());
            case CALL ->
                Math.max(
                        MAX_ITEMS,
                        list.call().args().stream()
                                .mapToLong(ConditionCost::items)
                                .sum());
            default -> MAX_ITEMS;
        };
    }

    private static long sum(Iterable<CelExpr> expressions) {
        long sum = 0;
        for (CelExpr expression : expressions) {
            sum += of(expression);
        }
        return sum;
    }

    // Nesting is limited by the parser, so sums stay far from overflow when every product is capped.
    private static long saturatedProduct(long items, long body) {
        return Math.min(items * Math.min(body, MAX + 1), MAX + 1);
    }
}
