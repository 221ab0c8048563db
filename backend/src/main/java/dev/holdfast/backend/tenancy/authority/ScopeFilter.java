package dev.holdfast.backend.tenancy.authority;

import dev.holdfast.backend.platform.db.SqlBuilder;
import java.util.List;
import java.util.Map;

/** Limits a list to scopes. */
public final class ScopeFilter {
    /** SQL of the filter term {@code scope} over {@code x.product_id} and {@code x.group_id}. */
    public static final Map<String, String> SCOPES = Map.of(
            "whole", "x.product_id is null",
            "product", "x.product_id is not null and x.group_id is null",
            "group", "x.group_id is not null");

    private ScopeFilter() {}

    /** Adds the condition that {@code x.product_id} and {@code x.group_id} are in one of the scopes of the list's catalog; false if there is none. */
    public static void narrow(SqlBuilder found, List<Scope> scopes) {
        found.sql(" and (false");
        for (Scope scope : scopes) {
            found.sql(" or (true");
            if (scope.product() != null) {
                found.sql(" and x.product_id = ").value(scope.product(), "uuid");
            }
            if (scope.group() != null) {
                found.sql(" and x.group_id = ").value(scope.group(), "uuid");
            }
            found.sql(")");
        }
        found.sql(")");
    }
}
