package dev.holdfast.backend.attestation.reference;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.reference.ReferenceOrigin;
import dev.holdfast.contract.operator.reference.ReferenceStanding;
import dev.holdfast.contract.operator.reference.ReferenceValueView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists what a catalog's devices may measure. */
@ApplicationScoped
public class ListReferenceValues {
    /** The standing of a row of {@code reference_value}; a {@link ReferenceStanding} by name. */
    static final String STANDING =
            "case when retired_at is not null then 'RETIRED' when tentative then 'TENTATIVE' else 'PERMANENT' end";

    // By digest as the bytes sort, which is as their hexadecimal text does: the order of ReferenceValue.BY_AGE.
    private static final String SELECT = """
            with value as (
                select *, %s as standing from reference_value where catalog_id = $1
            ), newest as (
                select distinct on (component_id) component_id, image_id from value
                where standing = 'PERMANENT'
                order by component_id, security_version desc, uploaded_at desc, digest desc
            )
            select v.*, n.image_id is not null as current
            from value v left join newest n on n.component_id = v.component_id and n.image_id = v.image_id
            """.formatted(STANDING);
    private static final String ALL = SELECT + """
            where $2::text is null or v.standing = $2
            order by v.type, v.name, v.component_id, v.security_version desc, v.uploaded_at desc, v.image_id""";
    private static final String ONE = SELECT + "where v.component_id = $2 and v.image_id = $3";

    private final Transactions transactions;

    ListReferenceValues(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Returns them by type and name, the newest of a component first.
     *
     * @param standing only those of this standing; null for all
     */
    public Uni<List<ReferenceValueView>> all(CatalogId catalog, @Nullable ReferenceStanding standing) {
        return transactions.sqlInCatalog(catalog, sql -> sql.list(ALL, ListReferenceValues::view, catalog, standing));
    }

    /** Returns one; fails with {@code not-found}. */
    static Uni<ReferenceValueView> one(Sql sql, CatalogId catalog, ComponentId component, ImageId image) {
        return sql.find(ONE, ListReferenceValues::view, catalog, component, image)
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Reference value " + image)));
    }

    private static ReferenceValueView view(Row row) {
        return new ReferenceValueView(
                row.getString("type"),
                new ComponentId(row.getUUID("component_id")),
                new ImageId(row.getUUID("image_id")),
                row.getString("name"),
                Columns.digest(row, "digest"),
                row.getLong("security_version"),
                ReferenceOrigin.valueOf(row.getString("origin")),
                Columns.instant(row, "uploaded_at"),
                row.getString("added_by"),
                ReferenceStanding.valueOf(row.getString("standing")),
                row.getBoolean("current"),
                Columns.instantOrNull(row, "retired_at"),
                row.getString("retired_by"),
                row.getString("retired_reason"));
    }
}
