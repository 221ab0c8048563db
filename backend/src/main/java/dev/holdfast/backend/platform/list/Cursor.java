package dev.holdfast.backend.platform.list;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.Digest;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Opaque position in a list: the encoded position, and a fingerprint of it with list, filter and order. A cursor needs no signature,
 * because the position only becomes statement parameters behind row-level security.
 */
public final class Cursor {
    private static final int FINGERPRINT = 12;
    private static final int LONGEST = 4_000;
    private static final String DATA_EXCEPTION = "22";

    private Cursor() {}

    /** Encodes a position; {@code list} identifies list, filter and order. */
    public static String write(String list, byte[] position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(FINGERPRINT + position.length)
                        .put(fingerprint(list, position))
                        .put(position)
                        .array());
    }

    /** Decodes a position; fails with {@code invalid-request} when it belongs to another list, filter or order. */
    public static byte[] read(String list, String text) {
        try {
            byte[] all = text.length() > LONGEST
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(text);
            if (all.length < FINGERPRINT) {
                throw foreign();
            }
            byte[] position = Arrays.copyOfRange(all, FINGERPRINT, all.length);
            if (!Arrays.equals(all, 0, FINGERPRINT, fingerprint(list, position), 0, FINGERPRINT)) {
                throw foreign();
            }
            return position;
        } catch (IllegalArgumentException e) {
            throw foreign();
        }
    }

    /**
     * Turns PostgreSQL's data errors (class 22) into {@code invalid-request} if there is a cursor, because its content then caused them.
     */
    public static <T> Uni<T> mapCursorErrors(@Nullable Object cursor, Uni<T> read) {
        return read.onFailure(failure -> cursor != null && isDataException(failure))
                .transform(failure -> foreign());
    }

    /** Returns the failure for a cursor that is invalid or belongs to another list, filter or order. */
    public static ProblemException foreign() {
        return ProblemException.invalid(
                "cursor", "is invalid for this list, filter and order; omit it to read the first page");
    }

    private static boolean isDataException(Throwable failure) {
        return failure instanceof PgException database
                && String.valueOf(database.getSqlState()).startsWith(DATA_EXCEPTION);
    }

    private static byte[] fingerprint(String list, byte[] position) {
        byte[] of = list.getBytes(StandardCharsets.UTF_8);
        byte[] digest = Digest.sha256(ByteBuffer.allocate(of.length + position.length)
                        .put(of)
                        .put(position)
                        .array())
                .bytes();
        return Arrays.copyOf(digest, FINGERPRINT);
    }
}
