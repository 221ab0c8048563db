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
 * A place in a list, which callers hand back without knowing what is in it: a fingerprint of list, filter, order and place, and the place.
 * What it says goes into statements as parameters, behind the walls, so there is nothing to forge: it needs no signature.
 */
public final class Cursor {
    private static final int FINGERPRINT = 12;
    private static final int LONGEST = 4_000;
    private static final String DATA_EXCEPTION = "22";

    private Cursor() {}

    /** Writes a place of a list, of which {@code list} says everything that the place is good for. */
    public static String write(String list, byte[] place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(FINGERPRINT + place.length)
                        .put(fingerprint(list, place))
                        .put(place)
                        .array());
    }

    /** Reads a place; fails with {@code invalid-request} when it was made for another filter or order, or by nobody. */
    public static byte[] read(String list, String text) {
        try {
            byte[] all = text.length() > LONGEST
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(text);
            if (all.length < FINGERPRINT) {
                throw foreign();
            }
            byte[] place = Arrays.copyOfRange(all, FINGERPRINT, all.length);
            if (!Arrays.equals(all, 0, FINGERPRINT, fingerprint(list, place), 0, FINGERPRINT)) {
                throw foreign();
            }
            return place;
        } catch (IllegalArgumentException e) {
            throw foreign();
        }
    }

    /** Lets what PostgreSQL cannot read in a cursor be the caller's mistake; null when there is none. */
    public static <T> Uni<T> blame(@Nullable Object cursor, Uni<T> read) {
        return read.onFailure(failure -> cursor != null && isDataException(failure))
                .transform(failure -> foreign());
    }

    /** The answer to a cursor that leads nowhere. */
    public static ProblemException foreign() {
        return ProblemException.invalid(
                "cursor", "is not one that this list gave for this filter and order; begin without one");
    }

    private static boolean isDataException(Throwable failure) {
        return failure instanceof PgException database
                && String.valueOf(database.getSqlState()).startsWith(DATA_EXCEPTION);
    }

    private static byte[] fingerprint(String list, byte[] place) {
        byte[] of = list.getBytes(StandardCharsets.UTF_8);
        byte[] digest = Digest.sha256(ByteBuffer.allocate(of.length + place.length)
                        .put(of)
                        .put(place)
                        .array())
                .bytes();
        return Arrays.copyOf(digest, FINGERPRINT);
    }
}
