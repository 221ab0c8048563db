package dev.holdfast.backend.platform.list;

import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.contract.operator.filter.Filter.Value;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * Maps filter fields to SQL over a list's rows. Texts and times are SQL expressions that are never null, because a minus before a filter
 * term negates its condition.
 */
public final class FieldColumns {
    private final Map<String, BiConsumer<FilterTerms, List<Value>>> fields = new HashMap<>();
    private BiConsumer<SqlBuilder, String> words = (condition, wanted) -> condition.sql("false");

    /** Matches a whole text; case does not matter. */
    public FieldColumns whole(String field, String text) {
        fields.put(field, (terms, values) -> terms.whole(text, values));
        return this;
    }

    /** Matches a part of a text; case does not matter. */
    public FieldColumns part(String field, String text) {
        return any(field, (condition, value) -> FilterTerms.contains(condition, text, value));
    }

    /** Matches a prefix of a text; case does not matter. */
    public FieldColumns beginning(String field, String text) {
        return any(field, (condition, value) -> begins(condition, text, value));
    }

    /** Matches the age of a time in the past. */
    public FieldColumns ago(String field, String time) {
        fields.put(field, (terms, values) -> terms.ago(time, values));
        return this;
    }

    /** Matches the distance of a time in the future. */
    public FieldColumns ahead(String field, String time) {
        fields.put(field, (terms, values) -> terms.ahead(time, values));
        return this;
    }

    /** Matches fixed words; {@code conditions} has the SQL condition of each word. */
    public FieldColumns choice(String field, Map<String, String> conditions) {
        Map<String, String> known = Map.copyOf(conditions);
        return any(field, (condition, word) -> condition.sql(Objects.requireNonNull(known.get(word))));
    }

    /** Matches by a condition that {@code one} adds for each value. */
    public FieldColumns any(String field, BiConsumer<SqlBuilder, String> one) {
        fields.put(field, (terms, values) -> terms.any(values, value -> one.accept(terms.condition, value.operand())));
        return this;
    }

    /** Matches words without a field by a condition that {@code one} adds. */
    public FieldColumns words(BiConsumer<SqlBuilder, String> one) {
        words = one;
        return this;
    }

    /** Matches words without a field as parts of any of these texts; case does not matter. */
    public FieldColumns words(String... texts) {
        return words((condition, wanted) -> {
            String between = "";
            for (String text : texts) {
                FilterTerms.contains(condition.sql(between), text, wanted);
                between = " or ";
            }
        });
    }

    /** Adds the condition that a text has a prefix; case does not matter. */
    public static void begins(SqlBuilder condition, String text, String beginning) {
        condition
                .sql("starts_with(lower(" + text + "), lower(")
                .value(beginning, "text")
                .sql("))");
    }

    /** Returns the builder of conditions for a statement. */
    public FilterTerms on(SqlBuilder condition, Instant now) {
        return new Terms(condition, now);
    }

    private final class Terms extends FilterTerms {
        Terms(SqlBuilder condition, Instant now) {
            super(condition, now);
        }

        @Override
        protected void words(String wanted) {
            words.accept(condition, wanted);
        }

        @Override
        protected void field(String field, List<Value> values) {
            Objects.requireNonNull(fields.get(field), () -> "no condition for the field " + field)
                    .accept(this, values);
        }
    }
}
