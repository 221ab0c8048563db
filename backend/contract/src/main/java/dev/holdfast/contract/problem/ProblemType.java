package dev.holdfast.contract.problem;

import java.util.Arrays;
import java.util.Optional;

/** Types of problems. The {@link #code()} is part of a problem's {@code type} and keeps its meaning. */
public enum ProblemType {
    /** A field or parameter is missing or malformed. */
    INVALID_REQUEST(
            "invalid-request",
            400,
            "The request is not valid",
            "A field or parameter is wrong: errors names it. With status 405, 406, or 415, the method or the media type is wrong."),
    /** The list takes too long with this filter and order. Use a narrower filter or another order. */
    FILTER_TOO_BROAD(
            "filter-too-broad",
            400,
            "Narrow the filter",
            "The list takes more than two seconds to read with this filter and order. Add a term, or sort by another field."),
    /** Credentials are missing or invalid. */
    UNAUTHENTICATED(
            "unauthenticated",
            401,
            "Sign in first",
            "The request has no valid token. Sign in again, or use a token that is neither expired nor revoked."),
    /** The operation requires a recent sign-in (RFC 9470). */
    INSUFFICIENT_USER_AUTHENTICATION(
            "insufficient-user-authentication",
            401,
            "Confirm that it is you",
            "The operation needs a recent sign-in (RFC 9470). Sign in again with the acr_values and max_age of the WWW-Authenticate header."),
    /** The role does not allow the operation. */
    FORBIDDEN(
            "forbidden",
            403,
            "Your role does not allow this",
            "Your role does not allow the operation. Ask an owner of the catalog or the installation."),
    /**
     * An object in the path or body does not exist or is hidden from the caller; {@code errors} names the member of
     * the body.
     */
    NOT_FOUND(
            "not-found",
            404,
            "Not found",
            "The path or the body names something that does not exist, or that you may not see. errors names the member of the body."),
    /** The name or key is taken, or the current state does not allow the operation. */
    CONFLICT(
            "conflict",
            409,
            "The request conflicts with the current state",
            "The name is taken, or the current state does not allow the operation. detail says which. Read the resource again."),
    /** A request with the same {@code Idempotency-Key} is still in progress. Retry after some seconds. */
    IN_PROGRESS(
            "in-progress",
            409,
            "A request with the same key is in progress",
            "A request with the same idempotency key still runs. Repeat the request after some seconds."),
    /** The version in {@code If-Match} is not the current one: someone else made a change. */
    CHANGED_MEANWHILE(
            "changed-meanwhile",
            412,
            "Someone else has changed the object",
            "The version in If-Match is not the current one: somebody else made a change. Read the resource again, then repeat the change."),
    /** The body exceeds its size limit. */
    TOO_LARGE(
            "too-large",
            413,
            "The request is too large",
            "The body has more than 22 MiB. Send less, or in several requests."),
    /** An upload, such as an image package or endorsement list, has invalid content. */
    INVALID_CONTENT(
            "invalid-content",
            422,
            "The content is not valid",
            "The image, endorsement list, or other upload has invalid content. detail names the place."),
    /** The {@code Idempotency-Key} was used for a different request. */
    KEY_REUSED(
            "idempotency-key-reused",
            422,
            "The idempotency key belongs to another request",
            "The idempotency key was used for another request. Use a new key."),
    /** Too many requests. Retry after the time in {@code Retry-After}. */
    RATE_LIMITED(
            "rate-limited",
            429,
            "Too many requests",
            "You sent too many requests. Repeat the request after the seconds in Retry-After."),
    /** Internal device API only: the identity or evidence of the device is refused. Only the log has the reason. */
    DEVICE_REFUSED(
            "device-refused",
            403,
            "Refused",
            "For gateways only: the identity or the evidence of a device is refused. The log has the reason."),
    /** Internal device API only: an operator blocked the device. Only the log has the reason. */
    DEVICE_BLOCKED("device-blocked", 403, "Blocked", "For gateways only: an operator blocked the device."),
    /** Unexpected error in Holdfast. */
    INTERNAL(
            "internal",
            500,
            "Something went wrong on our side",
            "A fault of Holdfast. Give the request ID to the operator of the installation."),
    /** This installation is not configured for the operation. Retrying does not help. */
    NOT_OFFERED(
            "not-offered",
            501,
            "This installation does not support the operation",
            "This installation does not have the feature. Repeating the request does not help."),
    /** A required service is unavailable. Retry after the time in {@code Retry-After}. */
    UNAVAILABLE(
            "unavailable",
            503,
            "Temporarily unavailable",
            "The database or another service does not respond, or the disk is nearly full. detail says whether a change may be saved. Repeat the request after the seconds in Retry-After.");

    /** Path of the page that describes all types, without a token. */
    public static final String PAGE = "/api/problems";

    /** Prefix of a problem's {@code type}, relative to the operator API; {@link #code()} follows. */
    public static final String BASE = PAGE + "#";

    private final String code;
    private final int status;
    private final String title;
    private final String help;

    ProblemType(String code, int status, String title, String help) {
        this.code = code;
        this.status = status;
        this.title = title;
        this.help = help;
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

    /** Returns what happened and what to do, for people. */
    public String help() {
        return help;
    }

    /** Returns the URI reference for a problem's {@code type}. */
    public String uri() {
        return BASE + code;
    }

    /** Returns the type with a URI. */
    public static Optional<ProblemType> ofUri(String uri) {
        return Arrays.stream(values()).filter(type -> type.uri().equals(uri)).findFirst();
    }
}
