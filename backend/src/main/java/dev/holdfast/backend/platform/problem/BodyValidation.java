package dev.holdfast.backend.platform.problem;

import dev.holdfast.contract.problem.Problem;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Validates bodies of the operator API against their record's constraints before a resource sees them. Fails with
 * {@code invalid-request} and one error per field.
 */
@Provider
public class BodyValidation implements ReaderInterceptor {
    private final Validator validator;

    BodyValidation(Validator validator) {
        this.validator = validator;
    }

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Object body = context.proceed();
        if (body instanceof Record) {
            require(body);
        }
        return body;
    }

    /** Fails with {@code invalid-request} if a record violates its constraints. */
    public void require(Object body) {
        Set<ConstraintViolation<Object>> violations = validator.validate(body);
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(errors(body.getClass(), violations));
        }
    }

    /** Returns the errors in component order, so that responses are deterministic. */
    private static List<Problem.FieldError> errors(Class<?> type, Set<ConstraintViolation<Object>> violations) {
        List<String> members = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        return violations.stream()
                .map(violation -> new Problem.FieldError(field(violation), message(violation)))
                .distinct()
                .sorted(Comparator.<Problem.FieldError>comparingInt(
                                error -> members.indexOf(error.field().split("[.\\[]", 2)[0]))
                        .thenComparing(Problem.FieldError::field)
                        .thenComparing(Problem.FieldError::message))
                .toList();
    }

    /** Returns the JSON path of a field, without the node that the validator adds for list elements. */
    private static String field(ConstraintViolation<?> violation) {
        return violation.getPropertyPath().toString().replaceFirst("\\.?<[^>]*>$", "");
    }

    private static String message(ConstraintViolation<?> violation) {
        Annotation constraint = violation.getConstraintDescriptor().getAnnotation();
        return switch (constraint) {
            case NotNull missing -> "is missing";
            case Size size ->
                "must have " + size.min() + " to " + size.max()
                        + (violation.getInvalidValue() instanceof Collection<?> ? " elements" : " characters");
            case Min min -> range(violation, min);
            case Max max -> range(violation, max);
            default -> violation.getMessage();
        };
    }

    /** Returns the same text for numbers that are too small and too large. */
    private static String range(ConstraintViolation<?> violation, Annotation violated) {
        Min min = violated instanceof Min small ? small : sibling(violation, Min.class);
        Max max = violated instanceof Max large ? large : sibling(violation, Max.class);
        if (min == null || max == null) {
            return min == null
                    ? "must be at most " + Objects.requireNonNull(max).value()
                    : "must be at least " + min.value();
        }
        return "must be " + min.value() + " to " + max.value();
    }

    private static <A extends Annotation> @Nullable A sibling(ConstraintViolation<?> violation, Class<A> type) {
        String field = field(violation);
        try {
            return violation
                    .getLeafBean()
                    .getClass()
                    .getDeclaredField(field.substring(field.lastIndexOf('.') + 1))
                    .getAnnotation(type);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("the record has no field for a component", e);
        }
    }
}
