package dev.holdfast.contract.problem;

import java.util.Arrays;
import java.util.Optional;

/** Types of problems. The {@link #code()} is part of a problem's {@code type} and keeps its meaning. */
public enum ProblemType {
    /** A field or parameter is missing or malformed. */
    INVALID_REQUEST("invalid-request", 400, "The request is not valid"),
    /** The list takes too long with this filter and order. Use a narrower filter or another order. */
    FILTER_TOO_BROAD("filter-too-broad", 400, "Narrow the filter"),
    /** Credentials are missing or invalid. */
    UNAUTHENTICATED("unauthenticated", 401, "Sign in first"),
    /** The operation requires a recent sign-in (RFC 9470). */
    INSUFFICIENT_USER_AUTHENTICATION("insufficient-user-authentication", 401, "Confirm that it is you"),
    /** The role does not allow the operation. */
    FORBIDDEN("forbidden", 403, "Your role does not allow this"),
    /**
     * An object in the path or body does not exist or is hidden from the caller; {@code errors} names the member of
     * the body.
     */
    NOT_FOUND("not-found", 404, "Not found"),
    /** The name or key is taken, or the current state does not allow the operation. */
    CONFLICT("conflict", 409, "The request conflicts with the current state"),
    /** A request with the same {@code Idempotency-Key} is still in progress. Retry after some seconds. */
    IN_PROGRESS("in-progress", 409, "A request with the same key is in progress"),
    /** The version in {@code If-Match} is not the current one: someone else made a change. */
    CHANGED_MEANWHILE("changed-meanwhile", 412, "Someone else has changed the object"),
    /** The body exceeds its size limit. */
    TOO_LARGE("too-large", 413, "The request is too large"),
    /** An upload, such as an image package or endorsement list, has invalid content. */
    INVALID_CONTENT("invalid-content", 422, "The content is not valid"),
    /** The {@code Idempotency-Key} was used for a different request. */
    KEY_REUSED("idempotency-key-reused", 422, "The idempotency key belongs to another request"),
    /** Too many requests. Retry after the time in {@code Retry-After}. */
    RATE_LIMITED("rate-limited", 429, "Too many requests"),
    /** Internal device API only: the identity or evidence of the device is refused. Only the log has the reason. */
    DEVICE_REFUSED("device-refused", 403, "Refused"),
    /** Internal device API only: an operator blocked the device. Only the log has the reason. */
    DEVICE_BLOCKED("device-blocked", 403, "Blocked"),
    /** Unexpected error in Holdfast. */
    INTERNAL("internal", 500, "Something went wrong on our side"),
    /** This installation is not configured for the operation. Retrying does not help. */
    NOT_OFFERED("not-offered", 501, "This installation does not support the operation"),
    /** A required service is unavailable. Retry after the time in {@code Retry-After}. */
    UNAVAILABLE("unavailable", 503, "Temporarily unavailable");

    /** Prefix of a problem's {@code type}; {@link #code()} follows. */
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

    /** Returns the short title for people. */
    public String title() {
        return title;
    }

    /** Returns the URI for a problem's {@code type}. */
    public String uri() {
        return BASE + code;
    }

    /** Returns the type with a URI. */
    public static Optional<ProblemType> ofUri(String uri) {
        return Arrays.stream(values()).filter(type -> type.uri().equals(uri)).findFirst();
    }
}
