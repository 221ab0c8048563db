package dev.holdfast.backend.platform.problem;

import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The request failed; the message is written for the caller. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<Problem.FieldError> errors;
    private final transient Map<String, String> headers;
    private final boolean isOutdated;
    private final @Nullable String reason;

    private ProblemException(ProblemType type, String detail, List<Problem.FieldError> errors) {
        this(type, detail, errors, Map.of());
    }

    private ProblemException(
            ProblemType type, String detail, List<Problem.FieldError> errors, Map<String, String> headers) {
        this(type, detail, errors, headers, false);
    }

    private ProblemException(
            ProblemType type,
            String detail,
            List<Problem.FieldError> errors,
            Map<String, String> headers,
            boolean isOutdated) {
        this(type, detail, errors, headers, isOutdated, null);
    }

    private ProblemException(
            ProblemType type,
            String detail,
            List<Problem.FieldError> errors,
            Map<String, String> headers,
            boolean isOutdated,
            @Nullable String reason) {
        // Without a stack trace: an expected result, not a fault.
        super(detail, null, false, false);
        this.type = type;
        this.errors = List.copyOf(errors);
        this.headers = headers;
        this.isOutdated = isOutdated;
        this.reason = reason;
    }

    public static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(type, detail, List.of());
    }

    /** The caller must sign in again; {@code challenge} is for {@code WWW-Authenticate}. */
    public static ProblemException stepUp(String detail, String challenge) {
        return new ProblemException(
                ProblemType.INSUFFICIENT_USER_AUTHENTICATION, detail, List.of(), Map.of("WWW-Authenticate", challenge));
    }

    /** The caller exceeds a rate limit and may retry after {@code wait}. */
    public static ProblemException rateLimited(String detail, Duration wait) {
        return new ProblemException(
                ProblemType.RATE_LIMITED,
                detail,
                List.of(),
                // Rounded up to whole seconds, so that a retry then succeeds.
                Map.of("Retry-After", Long.toString(wait.toSeconds() + 1)));
    }

    /** The object does not exist, or the caller must not know of it. */
    public static ProblemException notFound(String what) {
        return of(ProblemType.NOT_FOUND, what + " does not exist, or you have no role in its catalog.");
    }

    /** A member of the body names an object that does not exist or that the caller must not know of. */
    public static ProblemException notFound(String field, String message) {
        return notFound(List.of(new Problem.FieldError(field, message)));
    }

    /** Members of the body name objects that do not exist or that the caller must not know of; {@code errors} has at least one entry. */
    public static ProblemException notFound(List<Problem.FieldError> errors) {
        return about(ProblemType.NOT_FOUND, errors);
    }

    /** The catalog does not exist, or the caller must not know of it. */
    public static ProblemException noCatalog(String name) {
        return of(ProblemType.NOT_FOUND, "Catalog " + name + " does not exist, or you have no role in it.");
    }

    /** The object does not exist, and every caller may know that. */
    public static ProblemException missing(String what) {
        return of(ProblemType.NOT_FOUND, what + " does not exist.");
    }

    /** The request conflicts with the current state, with an error per entry. */
    public static ProblemException conflict(String detail, List<Problem.FieldError> errors) {
        return new ProblemException(ProblemType.CONFLICT, detail, errors);
    }

    /** The request conflicts with the current state, such as a name that is taken. */
    public static ProblemException conflict(String detail) {
        return of(ProblemType.CONFLICT, detail);
    }

    /** The state changed after the work was prepared. The command prepares it again, and shows this conflict only if that fails, too. */
    public static ProblemException outdated(String detail) {
        return new ProblemException(ProblemType.CONFLICT, detail, List.of(), Map.of(), true);
    }

    /** A field is invalid; {@code message} continues a sentence that begins with the field. */
    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new Problem.FieldError(field, message)));
    }

    /** A text is invalid at a character; {@code position} counts from 0. */
    public static ProblemException invalid(String field, String message, int position) {
        return new ProblemException(
                ProblemType.INVALID_REQUEST,
                field + ", character " + (position + 1) + ": " + message + ".",
                List.of(new Problem.FieldError(field, message, position)));
    }

    /** Fields are invalid; {@code errors} has at least one entry. */
    public static ProblemException invalid(List<Problem.FieldError> errors) {
        return about(ProblemType.INVALID_REQUEST, errors);
    }

    private static ProblemException about(ProblemType type, List<Problem.FieldError> errors) {
        Problem.FieldError first = errors.getFirst();
        return new ProblemException(type, first.field() + " " + first.message() + ".", errors);
    }

    /** The content of an upload is invalid. */
    public static ProblemException badContent(String detail) {
        return of(ProblemType.INVALID_CONTENT, detail);
    }

    /** The content of an upload is invalid, with an error per entry or line. */
    public static ProblemException badContent(String detail, List<Problem.FieldError> errors) {
        return new ProblemException(ProblemType.INVALID_CONTENT, detail, errors);
    }

    /** A device is refused; the reason is for the gateway's log. */
    public static ProblemException refused(String reason) {
        return of(ProblemType.DEVICE_REFUSED, reason);
    }

    /** An operator blocked the device; the reason is for the gateway's log. */
    public static ProblemException blocked(String reason) {
        return of(ProblemType.DEVICE_BLOCKED, "the device is blocked: " + reason);
    }

    /** Returns a copy with the name of the violated rule, for scripts. */
    public ProblemException because(String name) {
        return new ProblemException(type, detail(), errors, headers, isOutdated, name);
    }

    public ProblemType type() {
        return type;
    }

    /** Returns one error per invalid field or line; empty if the message says everything. */
    public List<Problem.FieldError> errors() {
        return errors;
    }

    /** Returns whether the work should be prepared again. */
    public boolean isOutdated() {
        return isOutdated;
    }

    /** Returns the name of the violated rule; null if the type says everything. */
    @Nullable
    String reason() {
        return reason;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** Returns the message; never null. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
