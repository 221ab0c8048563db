package dev.holdfast.sim.agent;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.sim.agent.GatewayException.Kind;
import dev.holdfast.sim.mt3620.update.OfferedSet;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A response of the gateway.
 *
 * @param status HTTP status
 * @param headers headers
 * @param body body; empty if the response has none
 */
record GatewayResponse(int status, HttpHeaders headers, Buffer body) {
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int SUCCESS_END = 300;

    /** Returns the pause that the gateway demands before a retry, at most an hour; empty for none. */
    Optional<Duration> retryAfter() {
        return parseRetryAfter(headers.get(HttpHeaderNames.RETRY_AFTER));
    }

    /** Fails unless the status is a success. */
    Future<GatewayResponse> requireSuccess() {
        if (status < SUCCESS_END || status == NOT_MODIFIED) {
            return Future.succeededFuture(this);
        }
        Kind kind = switch (status) {
            case FORBIDDEN -> Kind.REFUSED;
            case BAD_REQUEST, NOT_FOUND, RANGE_NOT_SATISFIABLE -> Kind.REJECTED;
            default -> Kind.UNAVAILABLE;
        };
        return Future.failedFuture(new GatewayException(kind, "the gateway answered " + status, retryAfter()));
    }

    /** Returns the body. Fails if the status is not {@code expected}. */
    Future<Blob> bytes(int expected) {
        return status == expected ? Future.succeededFuture(Blob.of(body.getBytes())) : unexpected();
    }

    /** Splits the body into a signed manifest set and the list of devices that may follow it. Fails if the status is not 200. */
    Future<OfferedSet> manifestSet() {
        int length = headers.getInt(DeviceProtocol.MANIFEST_SET_LENGTH, body.length());
        int end = Math.clamp(length, 0, body.length());
        return status == OK
                ? Future.succeededFuture(
                        new OfferedSet(Blob.of(body.getBytes(0, end)), Blob.of(body.getBytes(end, body.length()))))
                : unexpected();
    }

    /** Parses the body. Fails if the status is not {@code expected}. */
    <T> Future<T> json(int expected, Class<T> type) {
        if (status != expected) {
            return unexpected();
        }
        try {
            @Nullable T read = DeviceClient.JSON.readValue(body.getBytes(), type);
            return read == null ? unreadable(type, "null") : Future.succeededFuture(read);
        } catch (IOException e) {
            return unreadable(type, String.valueOf(e.getMessage()));
        }
    }

    private <T> Future<T> unreadable(Class<T> type, String why) {
        return Future.failedFuture(new GatewayException(
                Kind.REJECTED, "the response is not a " + type.getSimpleName() + ": " + why, retryAfter()));
    }

    private <T> Future<T> unexpected() {
        return Future.failedFuture(
                new GatewayException(Kind.REJECTED, "unexpected status " + status + " from the gateway", retryAfter()));
    }

    /** Parses Retry-After (RFC 9110 §10.2.3): seconds or a date. A pause of more than an hour counts as an hour. */
    static Optional<Duration> parseRetryAfter(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        try {
            Duration pause = header.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Long.parseLong(header))
                    : Duration.between(
                            Instant.now(),
                            ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            if (pause.isNegative()) {
                return Optional.empty();
            }
            return Optional.of(pause.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : pause);
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
