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
 * Order of a list. A unique key breaks ties in the same direction.
 *
 * @param key primary key of the order
 * @param unique unique key
 * @param descending whether the largest value comes first
 */
public record Order(Key key, Key unique, boolean descending) {
    private static final String KEY = "place_key";
    private static final String UNIQUE = "place_unique";
    // PostgreSQL texts cannot contain this character.
    private static final String BETWEEN = "\0";

    /**
     * Sort key.
     *
     * @param name name in the API
     * @param expression SQL over a row {@code x}; never null
     * @param type PostgreSQL type
     */
    public record Key(String name, String expression, String type) {}

    /**
     * Orders of a list.
     *
     * @param standard default order
     * @param others other keys
     */
    public record Choice(Order standard, List<Key> others) {

        /** Creates a choice with its default order. */
        public static Choice of(Key key, Key unique, boolean descending, Key... others) {
            return new Choice(new Order(key, unique, descending), Arrays.asList(others));
        }

        /** Parses {@code name} or {@code -name}; null for the default. Fails with {@code invalid-request}. */
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
                            "sort", "must be one of " + String.join(", ", names()) + ", with or without '-'"));
        }

        /** Returns the names in the API. */
        public List<String> names() {
            return keys().map(Key::name).toList();
        }

        private Stream<Key> keys() {
            return Stream.concat(Stream.of(standard.key()), others.stream());
        }
    }

    /** Returns the order as a query parameter. */
    public String text() {
        return (descending ? "-" : "") + key.name();
    }

    /** Returns the columns of a row's position, to append to those of the row. */
    public String columns() {
        return ", (" + key.expression() + ")::text as " + KEY + ", (" + unique.expression() + ")::text as " + UNIQUE;
    }

    public String orderBy() {
        String way = descending ? " desc" : "";
        return " order by " + key.expression() + way + (key.equals(unique) ? "" : ", " + unique.expression() + way);
    }

    /** Adds the condition that rows come after a position. */
    public void after(SqlBuilder condition, byte[] position) {
        String[] values = new String(position, StandardCharsets.UTF_8).split(BETWEEN, -1);
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

    /** Returns the position of a row. */
    public static byte[] position(Row row) {
        return (row.getString(KEY) + BETWEEN + row.getString(UNIQUE)).getBytes(StandardCharsets.UTF_8);
    }

    private static void value(SqlBuilder condition, Key key, String text) {
        condition.sql("(").value(text, "text").sql(")::" + key.type());
    }
}
