package dev.holdfast.backend.update;

import dev.holdfast.backend.platform.db.FilterTerms;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.contract.operator.filter.Filter.Value;
import java.time.Instant;
import java.util.List;

/** Terms of a filter of deployments as SQL about a row {@code x} of {@link DeploymentRows}. */
final class DeploymentTerms extends FilterTerms {
    private static final String IMAGES =
            "exists (select from deployment_image di join image i on i.catalog_id = di.catalog_id"
                    + " and i.image_id = di.image_id where di.catalog_id = $1 and di.deployment_id = x.deployment_id and ";

    DeploymentTerms(SqlBuilder condition, Instant now) {
        super(condition, now);
    }

    @Override
    protected void field(String field, List<Value> values) {
        switch (field) {
            case "is" -> any(values, this::is);
            case "product" -> whole("x.product", values);
            case "group" -> whole("x.group_name", values);
            case "by" -> whole("x.created_by", values);
            case "image" -> {
                condition.sql(IMAGES);
                whole("i.name", values);
                condition.sql(")");
            }
            case "at" -> ago("x.created_at", values);
            default -> throw new IllegalStateException("no condition for the field " + field);
        }
    }

    private void is(Value value) {
        condition.sql(
                switch (value.operand()) {
                    case "current" -> "x.is_current";
                    case "superseded" -> "not x.is_current";
                    case "running" -> "x.is_current and x.attested + x.failed < x.targeted";
                    default -> "x.failed > 0";
                });
    }

    @Override
    protected void words(String words) {
        for (String column : List.of("x.product", "x.group_name", "x.created_by")) {
            part(column, words);
            condition.sql(" or ");
        }
        condition.sql(IMAGES);
        part("i.name", words);
        condition.sql(")");
    }
}
