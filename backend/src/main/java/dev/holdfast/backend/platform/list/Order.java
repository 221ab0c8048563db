package dev.holdfast.backend.platform.list;

import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.problem.ProblemException;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a list is ordered by. What no two rows have in common decides between equals, in the same direction, so that every row has one
 * place.
 *
 * @param key what
 * @param unique what no two rows have in common
 * @param descending whether the largest comes first
 */
public record Order(Key key, Key unique, boolean descending) {
    private static final String KEY = "place_key";
    private static final String UNIQUE = "place_unique";
    // No text of PostgreSQL has it.
    private static final String BETWEEN = "\0";

    /**
     * What can be ordered by.
     *
     * @param name for callers
     * @param expression SQL about a row {@code x} of the list; never null
     * @param type of PostgreSQL
     */
    public record Key(String name, String expression, String type) {}

    /**
     * The orders of a list; what comes first is the list's own.
     *
     * @param standard the list's own
     * @param others the rest
     */
    public record Choice(Order standard, List<Key> others) {

        /** Begins with the list's own order. */
        public static Choice of(Key key, Key unique, boolean descending, Key... others) {
            return new Choice(new Order(key, unique, descending), Arrays.asList(others));
        }

        /** Reads {@code name} or {@code -name}; null for the list's own. Fails with {@code invalid-request}. */
        public Order parse(@Nullable String text) {
            if (text == null) {
                return standard;
            }
            boolean descending = text.startsWith("-");
            String name = descending ? text.substring(1) : text;
            return keys().filter(key -> key.name().equals(name))
                    .findFirst()
                    .map(key -> new Order(key, standard.unique(), descending))
                    .orElseThrow(() -> ProblemException.invalid(
                            "sort", "is one of " + String.join(", ", names()) + ", with or without '-'"));
        }

        /** Returns what callers call them. */
        public List<String> names() {
            return keys().map(Key::name).toList();
        }

        private Stream<Key> keys() {
            return Stream.concat(Stream.of(standard.key()), others.stream());
        }
    }

    /** Returns how it is asked for. */
    public String text() {
        return (descending ? "-" : "") + key.name();
    }

    /** Returns the columns that say where a row stands, behind those of the row. */
    public String columns() {
        return ", (" + key.expression() + ")::text as " + KEY + ", (" + unique.expression() + ")::text as " + UNIQUE;
    }

    /** Returns an ORDER BY. */
    public String orderBy() {
        String way = descending ? " desc" : "";
        return " order by " + key.expression() + way + (key.equals(unique) ? "" : ", " + unique.expression() + way);
    }

    /** Adds the condition of what comes behind a place. */
    public void behind(SqlBuilder condition, byte[] place) {
        String[] values = new String(place, StandardCharsets.UTF_8).split(BETWEEN, -1);
        if (values.length != 2) {
            throw Cursor.foreign();
        }
        String way = descending ? " < " : " > ";
        if (key.equals(unique)) {
            condition.sql(" and " + key.expression() + way);
            value(condition, key, values[0]);
            return;
        }
        condition.sql(" and (" + key.expression() + ", " + unique.expression() + ")" + way + "(");
        value(condition, key, values[0]);
        condition.sql(", ");
        value(condition, unique, values[1]);
        condition.sql(")");
    }

    /** Returns where a row stands. */
    public static byte[] place(Row row) {
        return (row.getString(KEY) + BETWEEN + row.getString(UNIQUE)).getBytes(StandardCharsets.UTF_8);
    }

    private static void value(SqlBuilder condition, Key key, String text) {
        condition.sql("(").value(text, "text").sql(")::" + key.type());
    }
}
