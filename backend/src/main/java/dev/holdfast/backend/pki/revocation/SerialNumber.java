package dev.holdfast.backend.pki.revocation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.Blob;
import io.vertx.sqlclient.Row;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Serial number of a certificate, as the bytes of a positive integer. */
record SerialNumber(Blob value) {
    /** A serial number has at most 20 bytes (RFC 5280 §4.1.2.2). */
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{1,40}");

    private static final int RADIX = 16;

    /** Parses hex in either case, with or without colons; fails with {@code not-found}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static SerialNumber parse(String hex) {
        return parse("Certificate", hex);
    }

    /** Parses hex like {@link #parse(String)}; {@code what} names the missing thing in the error. */
    static SerialNumber parse(String what, String hex) {
        return find(hex).orElseThrow(() -> ProblemException.notFound(what + " " + hex));
    }

    /** Parses hex; empty when the text is not a serial number. */
    static Optional<SerialNumber> find(String hex) {
        String digits = hex.replace(":", "").toLowerCase(Locale.ROOT);
        return HEX.matcher(digits).matches() ? Optional.of(of(new BigInteger(digits, RADIX))) : Optional.empty();
    }

    static SerialNumber of(BigInteger number) {
        return new SerialNumber(Blob.of(number.toByteArray()));
    }

    static SerialNumber read(Row row, String column) {
        return new SerialNumber(Blob.of(Columns.bytes(row, column)));
    }

    byte[] bytes() {
        return value.bytes();
    }

    BigInteger number() {
        return new BigInteger(value.bytes());
    }

    @JsonValue
    String hex() {
        return HexFormat.of().formatHex(value.bytes());
    }
}
