package dev.holdfast.backend.approval;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Place;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.identity.Act;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists what waits, or waited, for a second person in the places that the caller may read. */
@ApplicationScoped
public class ListApprovals {
    private static final String NEWEST = "select * from (" + Approvals.VIEW + """
            ) a where ($3::text is null or state = $3)
                and ($4 or product_id = any ($5::uuid[]) or group_id = any ($6::uuid[]))
                and (not $7 or case coalesce(requester ->> 'id', '')
                    when '' then lower(requested_by) = lower($10)
                    else requester ->> 'issuer' = $8 and requester ->> 'id' = $9 end)
            order by requested_at desc, approval_id limit $11""";

    private final Transactions transactions;
    private final Clock clock;

    ListApprovals(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Returns the newest, of one state or of any, and of whoever calls if {@code mine}. */
    Uni<List<ApprovalView>> newest(
            Caller caller, CatalogId catalog, @Nullable ApprovalState state, boolean mine, int limit) {
        List<Place> places = caller.authority().placesIn(catalog, Act.READ);
        return transactions.sqlInCatalog(
                catalog,
                sql -> sql.list(
                        NEWEST,
                        Approvals::view,
                        catalog,
                        clock.instant(),
                        state == null ? null : state.name(),
                        places.contains(Place.of(catalog)),
                        Columns.guids(
                                places.stream()
                                        .filter(place -> place.group() == null)
                                        .toList(),
                                Place::product),
                        Columns.guids(places, Place::group),
                        mine,
                        caller.subject().issuer(),
                        caller.subject().id(),
                        caller.name(),
                        limit));
    }
}
