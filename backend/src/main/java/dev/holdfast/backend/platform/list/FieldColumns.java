package dev.holdfast.backend.platform.list;

import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.contract.operator.filter.Filter.Value;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/** What the fields of a filter are in the rows of a list; every condition is never null. */
public final class FieldColumns {
    private final Map<String, BiConsumer<FilterTerms, List<Value>>> fields = new HashMap<>();
    private BiConsumer<SqlBuilder, String> words = (condition, wanted) -> condition.sql("false");

    /** A text that is one of the values, in whichever case. */
    public FieldColumns whole(String field, String text) {
        fields.put(field, (terms, values) -> terms.whole(text, values));
        return this;
    }

    /** A text that contains one of the values, in whichever case. */
    public FieldColumns part(String field, String text) {
        return any(field, (condition, value) -> FilterTerms.has(condition, text, value));
    }

    /** A text that begins with one of the values, in whichever case. */
    public FieldColumns beginning(String field, String text) {
        return any(field, (condition, value) -> begins(condition, text, value));
    }

    /** A time that was so long ago. */
    public FieldColumns ago(String field, String time) {
        fields.put(field, (terms, values) -> terms.ago(time, values));
        return this;
    }

    /** A time that comes so soon. */
    public FieldColumns ahead(String field, String time) {
        fields.put(field, (terms, values) -> terms.ahead(time, values));
        return this;
    }

    /** Words, each of which is a condition. */
    public FieldColumns choice(String field, Map<String, String> conditions) {
        Map<String, String> known = Map.copyOf(conditions);
        return any(field, (condition, word) -> condition.sql(Objects.requireNonNull(known.get(word))));
    }

    /** Whatever {@code one} adds for a value. */
    public FieldColumns any(String field, BiConsumer<SqlBuilder, String> one) {
        fields.put(field, (terms, values) -> terms.any(values, value -> one.accept(terms.condition, value.operand())));
        return this;
    }

    /** Words without a field: whatever {@code one} adds for them. */
    public FieldColumns words(BiConsumer<SqlBuilder, String> one) {
        words = one;
        return this;
    }

    /** Words without a field are a part of any of these texts, in whichever case. */
    public FieldColumns words(String... texts) {
        return words((condition, wanted) -> {
            String between = "";
            for (String text : texts) {
                FilterTerms.has(condition.sql(between), text, wanted);
                between = " or ";
            }
        });
    }

    /** Adds that a text begins with another, in whichever case. */
    public static void begins(SqlBuilder condition, String text, String beginning) {
        condition
                .sql("starts_with(lower(" + text + "), lower(")
                .value(beginning, "text")
                .sql("))");
    }

    /** Returns what adds the terms of a filter to a statement. */
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
