package dev.holdfast.contract.operator.policy;

import org.jspecify.annotations.Nullable;

/**
 * Problem in the text of a policy.
 *
 * @param text text with the problem: {@code policy} or {@code cases}
 * @param line line, from 1; 0 for the whole text
 * @param column column in the line or, for {@code when}, in the condition, from 1; 0 when unknown
 * @param rule ID of the rule; null for none
 * @param code stable: {@code syntax}, {@code field}, {@code bounds}, {@code aliases}, {@code condition-syntax},
 *     {@code unknown-name}, {@code wrong-type}, {@code divides-by-zero}, {@code loops}, {@code too-costly},
 *     {@code pattern}, {@code reason}
 * @param message what is wrong, one sentence
 * @param remedy what to do, one sentence
 */
public record PolicyProblem(
        String text, int line, int column, @Nullable String rule, String code, String message, String remedy) {}
