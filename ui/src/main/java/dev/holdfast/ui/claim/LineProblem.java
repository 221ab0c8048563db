package dev.holdfast.ui.claim;

import dev.holdfast.contract.problem.Problem;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is wrong with one line that a person gave.
 *
 * @param line its number, from 1
 * @param what the device ID or the words that it is about; empty where {@code why} names them
 * @param why what is wrong
 */
record LineProblem(int line, String what, String why) {
    private static final Pattern LINE = Pattern.compile("line (\\d{1,9})");

    /** Returns the lines that the operator API names in a problem document; empty when it is not about lines. */
    static List<LineProblem> in(Problem problem) {
        return problem.errors().stream()
                .filter(error -> LINE.matcher(error.field()).matches())
                .map(error -> new LineProblem(
                        Integer.parseInt(error.field().substring("line ".length())), "", error.message()))
                .toList();
    }
}
