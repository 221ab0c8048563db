package dev.holdfast.backend.update.deployment;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.list.FieldColumns;
import dev.holdfast.backend.platform.list.FilterTerms;
import dev.holdfast.backend.platform.list.KeysetList;
import dev.holdfast.backend.platform.list.ListParameters;
import dev.holdfast.backend.platform.list.Order;
import dev.holdfast.backend.platform.list.Pages;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.operator.deployment.DeploymentFields;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.filter.Filter;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Lists the deployments of a catalog, by default newest first. */
@Singleton
public class ListDeployments extends KeysetList<DeploymentView> {
    private static final Order.Key AT = new Order.Key("at", "x.created_at", "timestamptz");
    private static final Order.Key ID = new Order.Key("id", "x.deployment_id", "uuid");

    private static final String IMAGES =
            "exists (select from deployment_image di join image i on i.catalog_id = di.catalog_id"
                    + " and i.image_id = di.image_id where di.catalog_id = $1 and di.deployment_id = x.deployment_id and ";
    private static final FieldColumns FIELDS = new FieldColumns()
            .choice(
                    "is",
                    Map.of(
                            "current", "x.is_current",
                            "superseded", "not x.is_current",
                            "running", "x.is_current and x.attested + x.failed < x.targeted",
                            "failing", "x.failed > 0"))
            .whole("product", "x.product")
            .whole("group", "x.group_name")
            .whole("by", "x.created_by")
            .any(
                    "image",
                    (condition, name) -> condition
                            .sql(IMAGES + "lower(i.name) = lower(")
                            .value(name, "text")
                            .sql("))"))
            .ago("at", "x.created_at")
            .words((condition, words) -> {
                for (String column : List.of("x.product", "x.group_name", "x.created_by")) {
                    FilterTerms.contains(condition, column, words);
                    condition.sql(" or ");
                }
                FilterTerms.contains(condition.sql(IMAGES), "i.name", words);
                condition.sql(")");
            });

    ListDeployments(Transactions transactions, Clock clock) {
        super(
                transactions,
                clock,
                new Kind<>(
                        "deployments",
                        DeploymentView.class,
                        DeploymentFields.VOCABULARY,
                        FIELDS::on,
                        Order.Choice.of(AT, ID, true),
                        DeploymentRows.SELECT,
                        DeploymentRows::views));
    }

    /** Returns the deployments to a group; fails with {@code not-found}. */
    Uni<Pages<DeploymentView>> ofGroup(CatalogId catalog, String product, String group, ListParameters parameters) {
        Filter filter = filter(parameters.filter());
        return transactions
                .inCatalog(catalog, tx -> DeviceGroups.find(tx, product, group))
                .map(found -> pages(
                        catalog,
                        filter,
                        parameters.sort(),
                        rows -> rows.sql(" and x.group_id = ").value(found.id(), "uuid")));
    }
}
