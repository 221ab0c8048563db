package dev.holdfast.backend.tenancy;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Names of scopes in the audit log. */
public final class ScopeTitles {
    private static final int LIMIT = 20;
    private static final String TITLES = """
            select p.name || coalesce(' / ' || g.name, '') as title
            from unnest($2::uuid[], $3::uuid[]) as w(product_id, group_id)
            join product p on p.catalog_id = $1 and p.product_id = w.product_id
            left join device_group g on g.catalog_id = $1 and g.product_id = p.product_id and g.group_id = w.group_id
            order by title""";

    private ScopeTitles() {}

    /** Returns the names, such as {@code Lamp, Toaster / Production}; empty for the whole catalog. */
    public static Uni<String> of(Tx tx, List<Scope> scopes) {
        return scopes.contains(Scope.of(tx.catalog()))
                ? Uni.createFrom().item("")
                : tx.list(
                                TITLES,
                                row -> row.getString("title"),
                                tx.catalog(),
                                Columns.guids(scopes, Scope::product),
                                Columns.guids(scopes, Scope::group))
                        .map(ScopeTitles::joined);
    }

    private static String joined(List<String> titles) {
        String named = String.join(", ", titles.subList(0, Math.min(LIMIT, titles.size())));
        return titles.size() <= LIMIT ? named : named + " and " + (titles.size() - LIMIT) + " more";
    }
}
