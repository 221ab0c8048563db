package dev.holdfast.backend.platform.problem;

import dev.holdfast.contract.operator.text.PlainText;
import dev.holdfast.contract.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Collects errors of a request and fails with all at once. For rules about several fields and for parameters; rules about a single
 * field are constraints on its record ({@link BodyValidation}).
 */
public final class Checks {
    private final List<Problem.FieldError> errors = new ArrayList<>();

    /** Checks that a single-line {@link PlainText} matches {@code pattern} as a whole. */
    public Checks matches(String field, @Nullable String value, Pattern pattern, String rule) {
        return that(value != null && pattern.matcher(value).matches() && PlainText.isLine(value), field, rule);
    }

    /** Checks for a single-line {@link PlainText} of {@code min} to {@code max} characters. */
    public Checks line(String field, @Nullable String value, int min, int max) {
        return length(field, value, min, max).that(value == null || PlainText.isLine(value), field, PlainText.RULE);
    }

    /** Checks for a {@link PlainText} of {@code min} to {@code max} characters, possibly with several lines. */
    public Checks lines(String field, @Nullable String value, int min, int max) {
        return length(field, value, min, max).that(value == null || PlainText.isLines(value), field, PlainText.RULE);
    }

    private Checks length(String field, @Nullable String value, int min, int max) {
        return that(
                        value != null && value.length() >= min && value.length() <= max,
                        field,
                        "must have " + min + " to " + max + " characters")
                .that(
                        value == null || value.isEmpty() || min == 0 || PlainText.isVisible(value),
                        field,
                        "must contain a visible character");
    }

    /** Checks that a list has {@code min} to {@code max} elements, none of them null. */
    public Checks size(String field, @Nullable List<?> value, int min, int max) {
        boolean good = value != null
                && value.size() >= min
                && value.size() <= max
                && value.stream().noneMatch(element -> element == null);
        return that(good, field, "must have " + min + " to " + max + " elements");
    }

    /** Checks a condition; {@code rule} continues a sentence that starts with the field's name. */
    public Checks that(boolean good, String field, String rule) {
        if (!good) {
            errors.add(new Problem.FieldError(field, rule));
        }
        return this;
    }

    /** Fails with a problem if there are errors. */
    public void done() {
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }
}
