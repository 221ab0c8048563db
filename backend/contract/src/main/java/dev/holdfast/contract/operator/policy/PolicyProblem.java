package dev.holdfast.contract.operator.policy;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a policy's text.
 *
 * @param text which text: {@code policy} or {@code cases}
 * @param line where, from 1; 0 when it is about no line
 * @param column where in the line or, for {@code when}, in the condition, from 1; 0 when unknown
 * @param rule the id of the rule; null when it is about none
 * @param code stable: {@code syntax}, {@code field}, {@code bounds}, {@code aliases}, {@code condition-syntax},
 *     {@code unknown-name}, {@code wrong-type}, {@code divides-by-zero}, {@code loops}, {@code too-costly},
 *     {@code pattern}, {@code reason}
 * @param message what is wrong, one sentence
 * @param remedy what would do, one sentence
 */
public record PolicyProblem(
        String text, int line, int column, @Nullable String rule, String code, String message, String remedy) {}
