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

/** A compiled condition. */
final class Condition {
    /** What a rule with {@code forEach} calls the item it looks at. */
    static final String ITEM = "item";

    private static final String NO_SENSE = "the condition does not compile: ";

    private final CelRuntime.Program program;
    private final Set<FactPath> reads;
    private final long cost;

    private Condition(CelRuntime.Program program, Set<FactPath> reads, long cost) {
        this.program = program;
        this.reads = reads;
        this.cost = cost;
    }

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
                            NO_SENSE + e.getMessage(),
                            "Compare values of one type, and numbers only that fit into 64 bits."),
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
        String said = first.map(CelIssue::getMessage).orElse(String.valueOf(e.getMessage()));
        int column =
                first.map(issue -> issue.getSourceLocation().getColumn() + 1).orElse(0);
        return new PolicyProblem(
                code(said), 0, Math.max(column, 0), null, null, NO_SENSE + said, remedy(code(said), facts, withItem));
    }

    /** CEL's issues carry words and no codes. */
    private static Code code(String said) {
        if (said.contains("undeclared reference") || said.contains("undefined field")) {
            return Code.UNKNOWN_NAME;
        }
        if (said.contains("overload") || said.contains("expected type") || said.contains("expected a")) {
            return Code.WRONG_TYPE;
        }
        return Code.CONDITION_SYNTAX;
    }

    private static String remedy(Code code, FactTypes facts, boolean withItem) {
        return switch (code) {
            case UNKNOWN_NAME ->
                "Conditions may speak about " + facts.describe()
                        + (withItem
                                ? "; the item of 'forEach' is called item."
                                : "; only a rule with 'forEach' has item.");
            case WRONG_TYPE -> "Compare values of one type; the condition as a whole is true or false.";
            default ->
                "Write one CEL expression; an example is: evidence.bootCount > 100 && measurements.exists(m, m.rolledBack).";
        };
    }

    /** Returns the most steps that evaluating it once takes. */
    long cost() {
        return cost;
    }

    /** Returns what it looks at beside the item. */
    Set<FactPath> reads() {
        return reads;
    }

    /** Evaluates over facts, and an item when the rule has one; fails when facts are absent or of the wrong type. */
    boolean holds(Map<String, Object> facts, @Nullable Object item) throws CelEvaluationException {
        Object value = program.eval(
                (String name) -> Optional.ofNullable(item != null && name.equals(ITEM) ? item : facts.get(name)));
        if (value instanceof Boolean holds) {
            return holds;
        }
        // Types were checked against what facts should be; here they were something else.
        throw new CelEvaluationException("the condition is neither true nor false");
    }
}
