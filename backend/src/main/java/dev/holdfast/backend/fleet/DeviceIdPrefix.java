package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The first hex digits of device IDs, as the range of 64-byte keys that begin with them: so that the index finds them.
 *
 * @param first the lowest
 * @param last the highest
 */
public record DeviceIdPrefix(Blob first, Blob last) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{1,128}");

    /** Reads a prefix; empty when the text is none. */
    public static Optional<DeviceIdPrefix> parse(String text) {
        String digits = text.toLowerCase(Locale.ROOT);
        return HEX.matcher(digits).matches()
                ? Optional.of(new DeviceIdPrefix(fill(digits, "0"), fill(digits, "f")))
                : Optional.empty();
    }

    /** Adds that a device's ID begins with a text; none does with what is no hex. */
    public static void add(SqlBuilder condition, String device, String beginning) {
        parse(beginning)
                .ifPresentOrElse(
                        ids -> condition
                                .sql(device + " between ")
                                .value(ids.first(), "bytea")
                                .sql(" and ")
                                .value(ids.last(), "bytea"),
                        () -> condition.sql("false"));
    }

    private static Blob fill(String digits, String filler) {
        return Blob.of(HexFormat.of().parseHex(digits + filler.repeat(DeviceId.TEXT_LENGTH - digits.length())));
    }
}
