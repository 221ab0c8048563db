package dev.holdfast.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.holdfast.policy.PolicyProblem.Code;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks a type-checked condition: its cost, nested loops, and division by zero. */
final class ConditionBounds {
    /** Maximum number of list macros inside each other; {@code forEach} does not count. */
    private static final int MAX_LOOPS = 2;
    /** CEL's names of the operators / and %. */
    private static final String DIVIDE = "_/_";

    private static final String MODULO = "_%_";

    private final CelAbstractSyntaxTree checked;

    private ConditionBounds(CelAbstractSyntaxTree checked) {
        this.checked = checked;
    }

    /** Checks a condition that is evaluated for up to {@code items} items. Returns the maximum steps for one item. */
    static long check(CelAbstractSyntaxTree checked, int items) throws PolicyException {
        CelExpr expression = checked.getExpr();
        long cost = ConditionCost.of(checked);
        if (cost * items > ConditionCost.MAX) {
            throw new PolicyException(PolicyProblem.of(
                    Code.TOO_COSTLY,
                    "the condition is too expensive: with lists of maximum length it can take "
                            + (cost > ConditionCost.MAX ? "more than " + ConditionCost.MAX : cost * items)
                            + " steps, at most " + ConditionCost.MAX + " are allowed",
                    "Nest fewer loops over lists ('forEach' is one, too), or split the rule in two."));
        }
        if (loops(expression) > MAX_LOOPS) {
            throw new PolicyException(PolicyProblem.of(
                    Code.LOOPS,
                    "the condition loops " + loops(expression) + " deep: nested loops over lists are allowed at most "
                            + MAX_LOOPS + " deep",
                    "Use 'forEach' for the outermost list, or split the rule in two."));
        }
        Optional<PolicyProblem> division = new ConditionBounds(checked).unsafeDivision(expression);
        if (division.isPresent()) {
            throw new PolicyException(division.get());
        }
        return cost;
    }

    /** Returns how many list macros are inside each other. */
    private static int loops(CelExpr expression) {
        int inside = children(expression).mapToInt(ConditionBounds::loops).max().orElse(0);
        return expression.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION ? inside + 1 : inside;
    }

    /** Finds a division by a value that is or can be zero. */
    private Optional<PolicyProblem> unsafeDivision(CelExpr expression) {
        if (expression.getKind() == CelExpr.ExprKind.Kind.CALL
                && (expression.call().function().equals(DIVIDE)
                        || expression.call().function().equals(MODULO))) {
            CelExpr divisor = expression.call().args().getLast();
            if (!isSafeDivisor(divisor)) {
                boolean zero = isZero(divisor);
                return Optional.of(PolicyProblem.of(
                        Code.DIVIDES_BY_ZERO,
                        zero ? "the condition divides by zero" : "the condition divides by a value that can be zero",
                        "Divide by a constant other than zero, or multiply the other side."));
            }
        }
        return children(expression)
                .map(this::unsafeDivision)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Returns whether a divisor causes no error: a constant other than zero, or a double, which IEEE 754 lets be zero. */
    private boolean isSafeDivisor(CelExpr divisor) {
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

    /** Returns the subexpressions. */
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
