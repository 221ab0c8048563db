package dev.holdfast.policy;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A compiled condition. */
final class Condition {
    /** What a rule with {@code forEach} calls the item it looks at. */
    static final String ITEM = "item";

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(1000)
            .maxParseRecursionDepth(50)
            .comprehensionMaxIterations((int) ConditionCost.MAX)
            .maxRegexProgramSize(1000)
            .enableHeterogeneousNumericComparisons(true)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

    private final CelRuntime.Program program;

    private Condition(CelRuntime.Program program) {
        this.program = program;
    }

    static Condition compile(String when, FactTypes facts, @Nullable CelType item) throws PolicyException {
        try {
            CelAbstractSyntaxTree checked = compiler(facts, item).compile(when).getAst();
            long cost = ConditionCost.of(checked.getExpr());
            if (cost > ConditionCost.MAX) {
                throw new PolicyException("the condition is too expensive: it may take " + cost + " steps, at most "
                        + ConditionCost.MAX + " are allowed");
            }
            return new Condition(RUNTIME.createProgram(checked));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new PolicyException("the condition does not compile: " + e.getMessage(), e);
        }
    }

    private static CelCompiler compiler(FactTypes facts, @Nullable CelType item) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setTypeProvider(facts)
                .setStandardMacros(ImmutableList.copyOf(CelStandardMacro.STANDARD_MACROS))
                .setResultType(SimpleType.BOOL);
        facts.variables().forEach(builder::addVar);
        if (item != null) {
            builder.addVar(ITEM, item);
        }
        return builder.build();
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
