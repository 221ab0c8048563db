package dev.holdfast.backend.fleet;

import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Range of the device IDs (64 bytes) that begin with some hex digits. A query for a range can use the index on device IDs.
 *
 * @param first the lowest device ID
 * @param last the highest device ID
 */
public record DeviceIdPrefix(Blob first, Blob last) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{1,128}");

    /** Parses a prefix; empty if the text is not 1 to 128 hex digits. */
    public static Optional<DeviceIdPrefix> parse(String text) {
        String digits = text.toLowerCase(Locale.ROOT);
        return HEX.matcher(digits).matches()
                ? Optional.of(new DeviceIdPrefix(fill(digits, "0"), fill(digits, "f")))
                : Optional.empty();
    }

    /**
     * Adds the condition that the column {@code device} begins with the text. The condition is false if the text is not 1 to 128 hex
     * digits.
     */
    public static void add(SqlBuilder condition, String device, String beginning) {
        parse(beginning)
                .ifPresentOrElse(
                        ids -> condition.between(device, ids.first(), ids.last()), () -> condition.sql("false"));
    }

    private static Blob fill(String digits, String filler) {
        return Blob.of(HexFormat.of().parseHex(digits + filler.repeat(DeviceId.TEXT_LENGTH - digits.length())));
    }
}
