package dev.holdfast.backend.tenancy.isolation;

import dev.holdfast.backend.platform.db.CatalogId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the rows of a catalog as the owner of the tables, to compare them before and after requests. */
@Singleton
class CatalogRows {
    /** Tables that scheduled work changes without a request, such as seals and folded counts, and the idempotency keys. */
    private static final Set<String> CHANGED_BY_SCHEDULE = Set.of(
            "alert",
            "alert_step",
            "alert_subject",
            "alert_window",
            "audit_checkpoint",
            "audit_tile",
            "audit_tree",
            "device_count",
            "device_count_change",
            "event_consumer",
            "rollout_count",
            "rollout_count_change",
            "idempotency_key");

    /** Columns that change without an effect: version numbers may have gaps, and the use of a role is recorded. */
    private static final Map<String, String> IGNORED_COLUMNS =
            Map.of("catalog", "manifest_version", "role_assignment", "used_at");

    /** Lists the tables with rows of catalogs. */
    private static final String CATALOG_TABLES = """
            select c.relname from pg_class c join pg_policy p on p.polrelid = c.oid and p.polname = 'own_catalog'
            where c.relkind in ('r', 'p') and not c.relispartition order by 1""";

    private final AgroalDataSource owner;

    CatalogRows(@DataSource("owner") AgroalDataSource owner) {
        this.owner = owner;
    }

    /** Returns a digest of each table's rows of a catalog. */
    Map<String, String> of(CatalogId catalog) {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select set_config('holdfast.catalog', '" + catalog + "', true)");
            List<String> digests = new ArrayList<>();
            try (ResultSet tables = statement.executeQuery(CATALOG_TABLES)) {
                while (tables.next()) {
                    String table = tables.getString(1);
                    if (!CHANGED_BY_SCHEDULE.contains(table)) {
                        String passing = IGNORED_COLUMNS.get(table);
                        String row = passing == null ? "r::text" : "(to_jsonb(r) - '" + passing + "')::text";
                        digests.add(
                                "select '%1$s', md5(string_agg(%2$s, ',' order by %2$s)) from %1$s r where catalog_id = '%3$s'"
                                        .formatted(table, row, catalog));
                    }
                }
            }
            Map<String, String> state = new TreeMap<>();
            try (ResultSet rows = statement.executeQuery(String.join(" union all ", digests))) {
                while (rows.next()) {
                    state.put(rows.getString(1), String.valueOf(rows.getString(2)));
                }
            }
            connection.rollback();
            return state;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs statements as the owner of the tables, outside of any catalog, such as the creation of a trigger. */
    void change(String... statements) {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
