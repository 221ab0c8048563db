package dev.holdfast.contract.problem;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457, media type {@code application/problem+json}).
 *
 * @param type {@link ProblemType#uri()}
 * @param title short, the same for every problem of the type
 * @param status the HTTP status
 * @param detail what happened, what it means and what to do, for a person
 * @param requestId joins this answer with the server's log
 * @param errors one entry a bad field, empty when it is not about fields
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String requestId,
        List<FieldError> errors) {
    /** The media type of a problem document. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Makes {@code errors} never null and immutable. */
    public Problem {
        errors = errors == null ? List.of() : List.copyOf(errors);
    }

    /** Makes a problem of a type. */
    public static Problem of(ProblemType type, @Nullable String detail, @Nullable String requestId) {
        return new Problem(type.uri(), type.title(), type.status(), detail, requestId, List.of());
    }

    /**
     * One field that is wrong.
     *
     * @param field its path in the body or its parameter name
     * @param message what is wrong with it
     * @param position the character of the field that is wrong, from 0; null when it is not about one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record FieldError(
            String field, String message, @Nullable Integer position) {
        /** Makes an error of a field as a whole. */
        public FieldError(String field, String message) {
            this(field, message, null);
        }
    }
}
