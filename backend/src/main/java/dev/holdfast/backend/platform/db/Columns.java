package dev.holdfast.backend.platform.db;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Conversion of stored values: device IDs, digests, nonces, keys and blobs as {@code bytea}, other ids as {@code uuid}, times as
 * {@code timestamptz}, enums by name.
 */
public final class Columns {
    private Columns() {}

    /** Converts parameters to the driver's types. */
    static Tuple tuple(@Nullable Object... parameters) {
        Tuple tuple = Tuple.tuple();
        for (Object parameter : parameters) {
            tuple.addValue(stored(parameter));
        }
        return tuple;
    }

    private static @Nullable Object stored(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case DeviceId device -> Buffer.buffer(device.bytes());
            case Digest digest -> Buffer.buffer(digest.bytes());
            case Nonce nonce -> Buffer.buffer(nonce.bytes());
            case P256PublicKey key -> Buffer.buffer(key.bytes());
            case Blob blob -> Buffer.buffer(blob.bytes());
            case byte[] bytes -> Buffer.buffer(bytes);
            case CatalogId catalog -> catalog.value();
            case ImageId image -> image.value();
            case ComponentId component -> component.value();
            case Instant instant -> instant.atOffset(ZoneOffset.UTC);
            case Enum<?> constant -> constant.name();
            default -> value;
        };
    }

    /** Returns a parameter for a {@code bytea[]} of device IDs. */
    public static Object devices(Collection<DeviceId> devices) {
        return devices.stream().map(device -> Buffer.buffer(device.bytes())).toArray(Buffer[]::new);
    }

    /** Returns a parameter for a {@code bytea[]}. */
    public static <T> Object byteArrays(Collection<T> items, Function<T, byte[]> bytes) {
        return items.stream().map(item -> Buffer.buffer(bytes.apply(item))).toArray(Buffer[]::new);
    }

    /** Returns a parameter for a {@code uuid[]}. */
    public static <T> Object guids(Collection<T> items, Function<T, @Nullable UUID> guid) {
        return items.stream().map(guid).toArray(UUID[]::new);
    }

    /** Returns a parameter for a {@code text[]}. */
    public static <T> Object texts(Collection<T> items, Function<T, String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }

    /** Returns a parameter for a {@code bigint[]}. */
    public static <T> Object longs(Collection<T> items, Function<T, Long> number) {
        return items.stream().map(number).toArray(Long[]::new);
    }

    /** Returns a parameter for a {@code timestamptz[]}. */
    public static <T> Object instants(Collection<T> items, Function<T, @Nullable Instant> instant) {
        return items.stream()
                .map(instant)
                .map(at -> at == null ? null : at.atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
    }

    /** Reads a {@code timestamptz} that is never null. */
    public static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    /** Reads a {@code timestamptz} that may be null. */
    public static @Nullable Instant instantOrNull(Row row, String column) {
        OffsetDateTime value = row.getOffsetDateTime(column);
        return value == null ? null : value.toInstant();
    }

    /** Reads a digest, or null. */
    public static @Nullable Digest digestOrNull(Row row, String column) {
        Buffer value = row.getBuffer(column);
        return value == null ? null : Digest.of(value.getBytes());
    }

    /** Reads a {@code bytea}. */
    public static byte[] bytes(Row row, String column) {
        return row.getBuffer(column).getBytes();
    }

    /** Reads a {@code bytea} that is passed on unread. */
    public static Blob blob(Row row, String column) {
        return Blob.of(bytes(row, column));
    }

    public static DeviceId device(Row row, String column) {
        return DeviceId.of(bytes(row, column));
    }

    /** Reads a {@code bytea[]} of device IDs. */
    public static List<DeviceId> devices(Row row, String column) {
        return Arrays.stream((Buffer[]) row.getValue(column))
                .map(id -> DeviceId.of(id.getBytes()))
                .toList();
    }

    public static Set<Digest> digests(Row row, String column) {
        return Arrays.stream((Buffer[]) row.getValue(column))
                .map(digest -> Digest.of(digest.getBytes()))
                .collect(Collectors.toUnmodifiableSet());
    }

    public static Digest digest(Row row, String column) {
        return Digest.of(bytes(row, column));
    }
}
