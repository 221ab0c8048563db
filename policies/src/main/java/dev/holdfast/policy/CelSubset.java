package dev.holdfast.policy;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelOptions;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;

/**
 * Compiler and runtime for the part of CEL that conditions may use: standard operators, functions and macros, without
 * extensions and messages. {@code CelConformanceTest} runs CEL's public conformance cases.
 */
final class CelSubset {
    /** Maximum length of an expression, in code points. */
    static final int MAX_LENGTH = 1000;

    /** Maximum depth of an expression. */
    private static final int MAX_NESTING = 50;
    /** Maximum size of a compiled regular expression, in RE2 instructions. */
    private static final int MAX_REGEX = 1000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(MAX_NESTING)
            .comprehensionMaxIterations((int) ConditionCost.MAX)
            .maxRegexProgramSize(MAX_REGEX)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    /** Runtime for programs; thread-safe. */
    static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

    private CelSubset() {}

    /** Returns a builder of a compiler. The caller declares the variables. */
    static CelCompilerBuilder compiler() {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(ImmutableList.copyOf(CelStandardMacro.STANDARD_MACROS));
    }
}
