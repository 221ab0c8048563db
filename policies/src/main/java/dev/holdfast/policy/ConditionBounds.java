package dev.holdfast.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.holdfast.policy.PolicyProblem.Code;
import java.util.Optional;
import java.util.stream.Stream;

/** What a condition that type-checks still must not do: cost too much, loop in loops, divide by what can be zero. */
final class ConditionBounds {
    private static final int MAX_LOOPS = 2;
    private static final String DIVIDE = "_/_";
    private static final String MODULO = "_%_";

    private final CelAbstractSyntaxTree checked;

    private ConditionBounds(CelAbstractSyntaxTree checked) {
        this.checked = checked;
    }

    /** Returns the most steps it takes for one item; {@code items} is how many it is evaluated for. */
    static long check(CelAbstractSyntaxTree checked, int items) throws PolicyException {
        CelExpr expression = checked.getExpr();
        long cost = ConditionCost.of(checked);
        if (cost * items > ConditionCost.MAX) {
            throw new PolicyException(PolicyProblem.of(
                    Code.TOO_COSTLY,
                    "the condition is too expensive: with every list at its longest it may take "
                            + (cost > ConditionCost.MAX ? "more than " + ConditionCost.MAX : cost * items)
                            + " steps, at most " + ConditionCost.MAX + " are allowed",
                    "Walk fewer lists inside of each other ('forEach' walks one, too), or make two rules of it."));
        }
        if (loops(expression) > MAX_LOOPS) {
            throw new PolicyException(PolicyProblem.of(
                    Code.LOOPS,
                    "the condition loops " + loops(expression) + " deep: lists are walked inside of each other at most "
                            + MAX_LOOPS + " deep",
                    "Use 'forEach' for the outermost list, or make two rules of it."));
        }
        Optional<PolicyProblem> division = new ConditionBounds(checked).division(expression);
        if (division.isPresent()) {
            throw new PolicyException(division.get());
        }
        return cost;
    }

    private static int loops(CelExpr expression) {
        int inside = children(expression).mapToInt(ConditionBounds::loops).max().orElse(0);
        return expression.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION ? inside + 1 : inside;
    }

    private Optional<PolicyProblem> division(CelExpr expression) {
        if (expression.getKind() == CelExpr.ExprKind.Kind.CALL
                && (expression.call().function().equals(DIVIDE)
                        || expression.call().function().equals(MODULO))) {
            CelExpr divisor = expression.call().args().getLast();
            if (!harmless(divisor)) {
                boolean zero = isZero(divisor);
                return Optional.of(PolicyProblem.of(
                        Code.DIVIDES_BY_ZERO,
                        zero ? "the condition divides by zero" : "the condition divides by something that can be zero",
                        "Divide by a number that is written out and is not zero, or multiply the other side instead."));
            }
        }
        return children(expression)
                .map(this::division)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Doubles divide by zero without an error, as IEEE 754 says. */
    private boolean harmless(CelExpr divisor) {
        CelType type = checked.getType(divisor.id()).orElse(SimpleType.DYN);
        return type.equals(SimpleType.DOUBLE)
                || (divisor.getKind() == CelExpr.ExprKind.Kind.CONSTANT && !isZero(divisor));
    }

    private static boolean isZero(CelExpr divisor) {
        if (divisor.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            return false;
        }
        CelConstant number = divisor.constant();
        return switch (number.getKind()) {
            case INT64_VALUE -> number.int64Value() == 0;
            case UINT64_VALUE -> number.uint64Value().longValue() == 0;
            default -> false;
        };
    }

    /** Returns what an expression consists of. */
    static Stream<CelExpr> children(CelExpr expression) {
        return switch (expression.getKind()) {
            case NOT_SET, CONSTANT, IDENT -> Stream.empty();
            case SELECT -> Stream.of(expression.select().operand());
            case CALL -> Stream.concat(expression.call().target().stream(), expression.call().args().stream());
            case LIST -> expression.list().elements().stream();
            case STRUCT -> expression.struct().entries().stream().map(CelExpr.CelStruct.Entry::value);
            case MAP -> expression.map().entries().stream().flatMap(entry -> Stream.of(entry.key(), entry.value()));
            case COMPREHENSION ->
                Stream.of(
                        expression.comprehension().iterRange(),
                        expression.comprehension().accuInit(),
                        expression.comprehension().loopCondition(),
                        expression.comprehension().loopStep(),
                        expression.comprehension().result());
        };
    }
}
