package dev.holdfast.contract.problem;

import java.util.Arrays;
import java.util.Optional;

/** The stable kinds of error. {@link #code()} goes into a problem's {@code type} and never changes its meaning. */
public enum ProblemType {
    /** A field or parameter is missing or malformed. */
    INVALID_REQUEST("invalid-request", 400, "The request is not valid"),
    /** The list takes too long to read with this filter and order; a narrower filter or another order may not. */
    FILTER_TOO_BROAD("filter-too-broad", 400, "Narrow the filter"),
    /** No or no valid credentials. */
    UNAUTHENTICATED("unauthenticated", 401, "Sign in first"),
    /** Signed in, but the act takes somebody who has just confirmed who they are (RFC 9470). */
    INSUFFICIENT_USER_AUTHENTICATION("insufficient-user-authentication", 401, "Confirm that it is you"),
    /** Signed in, but the role does not allow it. */
    FORBIDDEN("forbidden", 403, "Your role does not allow this"),
    /** What the path or the body names does not exist, or the caller may not know of it; {@code errors} has the member of the body. */
    NOT_FOUND("not-found", 404, "Not found"),
    /** The name or key is taken, or the state does not allow it now. */
    CONFLICT("conflict", 409, "The request conflicts with the current state"),
    /** The same request, by its {@code Idempotency-Key}, is being done; send it again in some seconds. */
    IN_PROGRESS("in-progress", 409, "The same request is being done"),
    /** The caller changes what somebody else changed since the caller read it ({@code If-Match}). */
    CHANGED_MEANWHILE("changed-meanwhile", 412, "Someone else changed it meanwhile"),
    /** The body is larger than allowed. */
    TOO_LARGE("too-large", 413, "The request is too large"),
    /** The image package, endorsement list or other upload is not what it should be. */
    INVALID_CONTENT("invalid-content", 422, "The content is not valid"),
    /** The {@code Idempotency-Key} was sent with another request before. */
    KEY_REUSED("idempotency-key-reused", 422, "The idempotency key belongs to another request"),
    /** Too many requests; {@code Retry-After} says when to come back. */
    RATE_LIMITED("rate-limited", 429, "Too many requests"),
    /** Device planes only: the identity or its evidence is refused; the reason is in the log alone. */
    DEVICE_REFUSED("device-refused", 403, "Refused"),
    /** Device planes only: an operator blocked the device; the reason is in the log alone. */
    DEVICE_BLOCKED("device-blocked", 403, "Blocked"),
    /** A fault of ours. */
    INTERNAL("internal", 500, "Something went wrong on our side"),
    /** This installation is set up without it; asking again does not help. */
    NOT_OFFERED("not-offered", 501, "This installation does not offer it"),
    /** A service that this one needs is away; {@code Retry-After} says when to come back. */
    UNAVAILABLE("unavailable", 503, "Temporarily unavailable");

    /** What {@link #code()} is appended to in a problem's {@code type}. */
    public static final String BASE = "urn:holdfast:problem:";

    private final String code;
    private final int status;
    private final String title;

    ProblemType(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    /** Returns the stable code, such as {@code not-found}. */
    public String code() {
        return code;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the short human title. */
    public String title() {
        return title;
    }

    /** Returns the URI for a problem's {@code type}. */
    public String uri() {
        return BASE + code;
    }

    /** Finds the type of a problem's {@code type} URI. */
    public static Optional<ProblemType> ofUri(String uri) {
        return Arrays.stream(values()).filter(type -> type.uri().equals(uri)).findFirst();
    }
}
