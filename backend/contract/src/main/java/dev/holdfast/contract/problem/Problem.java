package dev.holdfast.contract.problem;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Problem document (RFC 9457).
 *
 * @param type {@link ProblemType#uri()}
 * @param title short title, the same for every problem of the type
 * @param status HTTP status
 * @param detail what happened and what to do, for people
 * @param requestId ID of the request in the server log
 * @param errors invalid fields; empty when the problem concerns no field
 * @param reason name of the rule that an image violates, such as {@code not-signed}; null for other problems
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String requestId,
        List<FieldError> errors,
        @Nullable String reason) {
    /** Media type of a problem document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Copies the list. */
    public Problem {
        errors = errors == null ? List.of() : List.copyOf(errors);
    }

    /** Creates a problem without a reason. */
    public Problem(
            String type,
            String title,
            int status,
            @Nullable String detail,
            @Nullable String requestId,
            List<FieldError> errors) {
        this(type, title, status, detail, requestId, errors, null);
    }

    /** Creates a problem of a type. */
    public static Problem of(ProblemType type, @Nullable String detail, @Nullable String requestId) {
        return new Problem(type.uri(), type.title(), type.status(), detail, requestId, List.of());
    }

    /**
     * Invalid field.
     *
     * @param field path in the body, or name of the parameter
     * @param message what is wrong with it
     * @param position index of the wrong character, from 0; null when not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record FieldError(
            String field, String message, @Nullable Integer position) {
        /** Creates an error without a position. */
        public FieldError(String field, String message) {
            this(field, message, null);
        }
    }
}
