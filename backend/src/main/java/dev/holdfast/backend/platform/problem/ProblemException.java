package dev.holdfast.backend.platform.problem;

import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The request cannot be served, and the caller is told why: the message is written for a person. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient List<Problem.FieldError> errors;
    private final transient Map<String, String> headers;

    private ProblemException(ProblemType type, String detail, List<Problem.FieldError> errors) {
        this(type, detail, errors, Map.of());
    }

    private ProblemException(
            ProblemType type, String detail, List<Problem.FieldError> errors, Map<String, String> headers) {
        // Without a stack trace: it is an answer, not a fault.
        super(detail, null, false, false);
        this.type = type;
        this.errors = List.copyOf(errors);
        this.headers = headers;
    }

    /** Makes an answer of any type. */
    public static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(type, detail, List.of());
    }

    /** The person is to confirm who they are; {@code challenge} is for {@code WWW-Authenticate}. */
    public static ProblemException stepUp(String detail, String challenge) {
        return new ProblemException(
                ProblemType.INSUFFICIENT_USER_AUTHENTICATION, detail, List.of(), Map.of("WWW-Authenticate", challenge));
    }

    /** The caller asks too often, and may ask again after {@code wait}. */
    public static ProblemException rateLimited(String detail, Duration wait) {
        return new ProblemException(
                ProblemType.RATE_LIMITED,
                detail,
                List.of(),
                // Whole seconds: who comes back then is served.
                Map.of("Retry-After", Long.toString(wait.toSeconds() + 1)));
    }

    /** There is no such thing, or none that the caller may know of. */
    public static ProblemException notFound(String what) {
        return of(ProblemType.NOT_FOUND, what + " does not exist, or you have no role in its catalog.");
    }

    /** A member of the body names what does not exist, or what the caller may not know of. */
    public static ProblemException notFound(String field, String message) {
        return notFound(List.of(new Problem.FieldError(field, message)));
    }

    /** Some members of the body do; there is at least one. */
    public static ProblemException notFound(List<Problem.FieldError> errors) {
        return about(ProblemType.NOT_FOUND, errors);
    }

    /** There is no such catalog, or none that the caller may know of. */
    public static ProblemException noCatalog(String name) {
        return of(ProblemType.NOT_FOUND, "Catalog " + name + " does not exist, or you have no role in it.");
    }

    /** There is no such thing, and whoever is asked would say so to everybody. */
    public static ProblemException missing(String what) {
        return of(ProblemType.NOT_FOUND, what + " does not exist.");
    }

    /** The request contradicts what is there, entry by entry. */
    public static ProblemException conflict(String detail, List<Problem.FieldError> errors) {
        return new ProblemException(ProblemType.CONFLICT, detail, errors);
    }

    /** A name is taken, or the state does not allow it. */
    public static ProblemException conflict(String detail) {
        return of(ProblemType.CONFLICT, detail);
    }

    /** One field of the request is wrong. */
    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new Problem.FieldError(field, message)));
    }

    /** A character of a field is wrong. */
    public static ProblemException invalid(String field, String message, int position) {
        return new ProblemException(
                ProblemType.INVALID_REQUEST,
                field + ", character " + (position + 1) + ": " + message + ".",
                List.of(new Problem.FieldError(field, message, position)));
    }

    /** Some fields of the request are wrong; there is at least one. */
    public static ProblemException invalid(List<Problem.FieldError> errors) {
        return about(ProblemType.INVALID_REQUEST, errors);
    }

    private static ProblemException about(ProblemType type, List<Problem.FieldError> errors) {
        Problem.FieldError first = errors.getFirst();
        return new ProblemException(type, first.field() + " " + first.message() + ".", errors);
    }

    /** An upload is not what it should be. */
    public static ProblemException badContent(String detail) {
        return of(ProblemType.INVALID_CONTENT, detail);
    }

    /** An upload is not what it should be, entry by entry or line by line. */
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

    /** Returns the kind of problem. */
    public ProblemType type() {
        return type;
    }

    /** Returns one entry a bad field. */
    public List<Problem.FieldError> errors() {
        return errors;
    }

    /** Returns headers of the answer. */
    Map<String, String> headers() {
        return headers;
    }

    /** Returns the message, which is always there. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
