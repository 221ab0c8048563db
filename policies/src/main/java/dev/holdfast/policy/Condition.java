package dev.holdfast.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.holdfast.policy.PolicyProblem.Code;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiled condition of a rule: a CEL program with the facts that it reads and its maximum steps. */
final class Condition {
    /** Name of the current item in a rule with {@code forEach}. */
    static final String ITEM = "item";

    private static final String DOES_NOT_COMPILE = "the condition does not compile: ";

    private final CelRuntime.Program program;
    private final Set<FactPath> reads;
    private final long cost;

    private Condition(CelRuntime.Program program, Set<FactPath> reads, long cost) {
        this.program = program;
        this.reads = reads;
        this.cost = cost;
    }

    /** Compiles a condition; {@code item} is the type of the items, null for a rule without {@code forEach}. */
    static Condition compile(String when, FactTypes facts, @Nullable CelType item) throws PolicyException {
        try {
            CelAbstractSyntaxTree checked = compiler(facts, item).compile(when).getAst();
            long cost = ConditionBounds.check(checked, item == null ? 1 : ConditionCost.MAX_ITEMS);
            return new Condition(CelSubset.RUNTIME.createProgram(checked), FactPath.of(checked, facts), cost);
        } catch (CelValidationException e) {
            throw new PolicyException(problem(e, facts, item != null), e);
        } catch (CelEvaluationException e) {
            throw new PolicyException(
                    PolicyProblem.of(
                            Code.WRONG_TYPE,
                            DOES_NOT_COMPILE + e.getMessage(),
                            "Compare values of the same type, and numbers of at most 64 bits."),
                    e);
        }
    }

    private static CelCompiler compiler(FactTypes facts, @Nullable CelType item) {
        CelCompilerBuilder builder = CelSubset.compiler().setTypeProvider(facts).setResultType(SimpleType.BOOL);
        facts.variables().forEach(builder::addVar);
        if (item != null) {
            builder.addVar(ITEM, item);
        }
        return builder.build();
    }

    private static PolicyProblem problem(CelValidationException e, FactTypes facts, boolean withItem) {
        Optional<CelIssue> first = e.getErrors().stream().findFirst();
        String message = first.map(CelIssue::getMessage).orElse(String.valueOf(e.getMessage()));
        int column =
                first.map(issue -> issue.getSourceLocation().getColumn() + 1).orElse(0);
        return new PolicyProblem(
                code(message),
                0,
                Math.max(column, 0),
                null,
                null,
                DOES_NOT_COMPILE + message,
                remedy(code(message), facts, withItem));
    }

    /** Derives the code from CEL's error message, because CEL's errors have no code. */
    private static Code code(String message) {
        if (message.contains("undeclared reference") || message.contains("undefined field")) {
            return Code.UNKNOWN_NAME;
        }
        if (message.contains("overload") || message.contains("expected type") || message.contains("expected a")) {
            return Code.WRONG_TYPE;
        }
        return Code.CONDITION_SYNTAX;
    }

    /** Returns what to do about an error, one sentence. */
    private static String remedy(Code code, FactTypes facts, boolean withItem) {
        return switch (code) {
            case UNKNOWN_NAME ->
                "Available facts: " + facts.describe()
                        + (withItem
                                ? ". The item of 'forEach' is named item."
                                : ". Only a rule with 'forEach' has item.");
            case WRONG_TYPE -> "Compare values of the same type. The whole condition must be true or false.";
            default ->
                "Write one CEL expression; an example is: evidence.bootCount > 100 && measurements.exists(m, m.rolledBack).";
        };
    }

    /** Returns the maximum steps of one evaluation. */
    long cost() {
        return cost;
    }

    /** Returns the facts that the condition reads, besides the item. */
    Set<FactPath> reads() {
        return reads;
    }

    /** Returns whether the condition is true for the facts and the item. Fails when facts are missing or have the wrong type. */
    boolean holds(Map<String, Object> facts, @Nullable Object item) throws CelEvaluationException {
        Object value = program.eval(
                (String name) -> Optional.ofNullable(item != null && name.equals(ITEM) ? item : facts.get(name)));
        if (value instanceof Boolean holds) {
            return holds;
        }
        // The facts do not have their declared types.
        throw new CelEvaluationException("the condition is neither true nor false");
    }
}
