package dev.holdfast.backend.update;

import dev.holdfast.backend.platform.db.Condition;
import dev.holdfast.contract.operator.filter.Age;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.Filter.Value;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Terms of a filter of deployments as SQL about a row {@code x} of {@link ListDeployments}. No condition is ever null. */
final class DeploymentTerms {
    private static final String IMAGES =
            "exists (select from deployment_image di join image i on i.catalog_id = di.catalog_id"
                    + " and i.image_id = di.image_id where di.catalog_id = $1 and di.deployment_id = x.deployment_id and ";

    private final Condition condition;
    private final Instant now;

    DeploymentTerms(Condition condition, Instant now) {
        this.condition = condition;
        this.now = now;
    }

    /** Adds that all terms are met. */
    void add(Filter filter) {
        filter.terms().forEach(term -> {
            condition.sql(term.negated() ? " and not (" : " and (");
            switch (term) {
                case Filter.Words words -> words(words.words());
                case Filter.Field field -> field(field);
            }
            condition.sql(")");
        });
    }

    private void field(Filter.Field field) {
        switch (field.field()) {
            case "is" -> is(field.values());
            case "product" -> named("x.product", field.values());
            case "group" -> named("x.group_name", field.values());
            case "by" -> named("x.created_by", field.values());
            case "image" -> {
                condition.sql(IMAGES);
                named("i.name", field.values());
                condition.sql(")");
            }
            case "at" -> ago(field.values());
            default -> throw new IllegalStateException("no condition for the field " + field.field());
        }
    }

    private void is(List<Value> values) {
        String between = "";
        for (Value value : values) {
            condition.sql(between);
            condition.sql(
                    switch (value.operand()) {
                        case "current" -> "x.is_current";
                        case "superseded" -> "not x.is_current";
                        case "running" -> "x.is_current and x.attested + x.failed < x.targeted";
                        default -> "x.failed > 0";
                    });
            between = " or ";
        }
    }

    private void named(String column, List<Value> values) {
        condition
                .sql("lower(" + column + ") = any (")
                .value(
                        values.stream()
                                .map(value -> value.operand().toLowerCase(Locale.ROOT))
                                .toArray(String[]::new),
                        "text[]")
                .sql(")");
    }

    private void ago(List<Value> values) {
        String between = "";
        for (Value value : values) {
            condition.sql(between);
            if (value.operand().equals(Age.NEVER)) {
                condition.sql("false");
            } else {
                condition
                        .sql("x.created_at " + Age.earlier(value.comparison()) + " ")
                        .value(now.minus(Age.parse(value.operand()).orElseThrow()), "timestamptz");
            }
            between = " or ";
        }
    }

    private void words(String words) {
        for (String column : List.of("x.product", "x.group_name", "x.created_by")) {
            part(column, words);
            condition.sql(" or ");
        }
        condition.sql(IMAGES);
        part("i.name", words);
        condition.sql(")");
    }

    private void part(String column, String words) {
        condition
                .sql("strpos(lower(" + column + "), lower(")
                .value(words, "text")
                .sql(")) > 0");
    }
}
