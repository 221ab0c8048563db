package dev.holdfast.backend.platform;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.isolation.SampleCatalogs;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.junit.jupiter.api.Test;

/** Row-level security applies to statements that do not filter by catalog. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class CatalogIsolationTest {
    private static final String PRODUCTS = "select name from product where not unassigned";

    /** Tables of which the application may see no rows in a sample catalog, with the reason. */
    private static final Map<String, String> MAY_BE_EMPTY = Map.ofEntries(
            entry("device_count", "rows appear when device_count_change is compacted"),
            entry("alert_window", "only rules that count events have rows"),
            entry("audit_tile", "a tile needs 256 entries"),
            entry("device_count_change", "folded into device_count after a while"),
            entry("rollout_count", "rows appear when rollout_count_change is compacted"),
            entry("rollout_count_change", "folded into rollout_count after a while"),
            entry("enrolment_count", "the application uses a function and cannot read the table"),
            entry("departed_device_state", "the application uses functions and cannot read the table"),
            entry("chip_revocation", "the application uses functions and cannot read the table"),
            entry("invited_person", "only the installation has rows"));

    /** Tables without row-level security, with the reason. */
    private static final Map<String, String> WITHOUT_ROW_LEVEL_SECURITY = Map.ofEntries(
            entry("manufacturer_revocation", "belongs to the installation"),
            entry("gateway_certificate", "belongs to the installation"),
            entry("policy_authority", "belongs to the installation and signs all catalog authorities"),
            entry("authority_revision", "revision of all authorities"),
            entry("revocation_list", "public: CRLs for relying parties"),
            entry("os_image", "belongs to the installation, readable by all catalogs"),
            entry("os_image_chunk", "belongs to the installation, readable by all catalogs"),
            entry("os_release", "belongs to the installation, readable by all catalogs"),
            entry("os_release_image", "belongs to the installation, readable by all catalogs"),
            entry("os_revision", "belongs to the installation, readable by all catalogs"),
            entry("set_key", "belongs to the installation, without private keys"),
            entry("verifier_uptime", "times of running backends"),
            entry("owner_request", "belongs to the installation, written by the owner of the schema"),
            entry("database_restore", "belongs to the installation, written by the owner of the schema"),
            entry("flyway_schema_history", "completed migrations"));

    @Inject
    SampleCatalogs samples;

    @Inject
    Transactions transactions;

    @Inject
    Pool pool;

    @Inject
    Mutiny.SessionFactory sessions;

    @Inject
    Vertx vertx;

    @Test
    void a_statement_without_a_filter_sees_its_own_catalog_only() {
        CatalogId one = catalogWithProduct("Product One");
        CatalogId other = catalogWithProduct("Product Other");

        assertThat(products(one)).containsExactly("Product One");
        assertThat(products(other)).containsExactly("Product Other");
        assertThat(products(CatalogId.INSTALLATION)).isEmpty();
        assertThat(products(new CatalogId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void entities_see_only_their_own_catalog() {
        CatalogId one = catalogWithProduct("Product One");
        catalogWithProduct("Product Other");

        List<String> seen = OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        one,
                        tx -> tx.session()
                                .chain(session -> session.createSelectionQuery(
                                                "select p.name from Product p where p.name <> '.unassigned'",
                                                String.class)
                                        .getResultList())));

        assertThat(seen).containsExactly("Product One");
    }

    @Test
    void entities_and_statements_share_a_transaction_and_roll_back_together() {
        CatalogId catalog = catalogWithProduct("Product One");

        assertThatThrownBy(() -> OnVertx.await(
                        vertx,
                        () -> transactions.inCatalog(
                                catalog,
                                tx -> tx.update("update product set name = 'Changed' where not unassigned")
                                        .chain(() -> tx.session())
                                        .chain(session -> session.createSelectionQuery(
                                                        "select p.name from Product p where p.name = 'Changed'",
                                                        String.class)
                                                .getSingleResult())
                                        .invoke(name -> assertThat(name).isEqualTo("Changed"))
                                        .chain(() ->
                                                Uni.createFrom().failure(new IllegalStateException("on purpose"))))))
                .hasMessage("on purpose");

        assertThat(products(catalog)).containsExactly("Product One");
    }

    @Test
    void no_rows_are_visible_outside_a_scope() {
        catalogWithProduct("Product One");

        assertThat(OnVertx.await(vertx, () -> pool.query(PRODUCTS).execute()).size())
                .isZero();
        assertThat(OnVertx.await(
                                vertx,
                                () -> pool.withTransaction(
                                        connection -> connection.query(PRODUCTS).execute()))
                        .size())
                .isZero();
        List<String> entities = OnVertx.await(
                vertx,
                () -> sessions.withStatelessTransaction(
                        session -> session.createSelectionQuery("select p.name from Product p", String.class)
                                .getResultList()));
        assertThat(entities).isEmpty();
    }

    @Test
    void a_row_cannot_be_written_into_another_catalog() {
        CatalogId one = catalogWithProduct("Product One");
        CatalogId other = catalogWithProduct("Product Other");

        assertThatThrownBy(() -> OnVertx.await(
                        vertx,
                        () -> transactions.inCatalog(
                                one,
                                sql -> sql.update(
                                        "insert into product (catalog_id, product_id, name, description, created_at)"
                                                + " values ($1, $2, 'Smuggled', '', now())",
                                        other,
                                        UUID.randomUUID()))))
                .hasMessageContaining("row-level security");
        int changed = OnVertx.await(
                vertx,
                () -> transactions.inCatalog(
                        one, sql -> sql.update("update product set name = name where not unassigned")));
        assertThat(changed).isEqualTo(1);
        assertThat(products(other)).containsExactly("Product Other");
    }

    @Test
    void concurrent_catalogs_never_see_each_other() {
        Map<CatalogId, String> names = Map.of(
                catalogWithProduct("Product A"), "Product A",
                catalogWithProduct("Product B"), "Product B",
                catalogWithProduct("Product C"), "Product C");
        List<Uni<Boolean>> runs = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            CatalogId catalog = i % 4 == 3
                    ? CatalogId.INSTALLATION
                    : List.copyOf(names.keySet()).get(i % 4);
            List<String> expected = i % 4 == 3 ? List.of() : List.of(names.getOrDefault(catalog, ""));
            runs.add(OnVertx.start(
                            vertx,
                            () -> transactions.inCatalog(
                                    catalog, sql -> sql.list(PRODUCTS, row -> row.getString("name"))))
                    .map(expected::equals));
        }

        List<Boolean> right = Uni.join()
                .all(runs)
                .usingConcurrencyOf(64)
                .andFailFast()
                .await()
                .indefinitely();

        assertThat(right).hasSize(600).containsOnly(true);
    }

    @Test
    void a_nested_transaction_is_refused() {
        CatalogId catalog = catalogWithProduct("Product One");

        assertThatThrownBy(() -> OnVertx.await(
                        vertx,
                        () -> transactions.inCatalog(
                                catalog, sql -> transactions.inCatalog(catalog, inner -> inner.run(PRODUCTS)))))
                .hasMessageContaining("already running");
    }

    @Test
    void the_application_cannot_change_or_delete_write_once_rows() {
        CatalogId catalog = catalogWithProduct("Product One");

        for (String statement : List.of(
                "update audit_entry set actor = 'someone else'",
                "delete from audit_entry",
                "truncate audit_entry",
                "delete from outbox",
                "update image_chunk set position = 0",
                "delete from attestation",
                "alter table product disable row level security",
                "drop policy own_catalog on product",
                "set role holdfast_owner")) {
            assertRefused(catalog, statement);
        }
    }

    /** The application learns about other catalogs' devices and about unclaimed chips only from functions of the database. */
    @Test
    void the_device_directory_shows_only_own_devices_and_is_read_only() {
        CatalogId theirs = samples.create().id();
        CatalogId mine = catalogWithProduct("Product Mine");
        long devices = count(theirs, "select count(*) from device");

        assertThat(devices).isPositive();
        for (String table : List.of("device_catalog", "endorsement")) {
            assertThat(count(theirs, "select count(*) from " + table)).as(table).isEqualTo(devices);
            assertThat(count(mine, "select count(*) from " + table)).as(table).isZero();
            assertThat(count(CatalogId.INSTALLATION, "select count(*) from " + table))
                    .as(table)
                    .isZero();
        }
        for (String statement : List.of(
                "insert into device_catalog select device_id, '" + mine + "' from endorsement",
                "delete from device_catalog",
                "insert into endorsement select * from endorsement",
                "update endorsement set catalog_name = null",
                "delete from chip_revocation",
                "select * from departed_device_state",
                "select * from valid_endorsement")) {
            assertRefused(theirs, statement);
        }
    }

    /** Asserts that the database refuses a statement of the application. */
    private void assertRefused(CatalogId catalog, String statement) {
        assertThatThrownBy(() -> OnVertx.await(vertx, () -> transactions.inCatalog(catalog, sql -> sql.run(statement))))
                .as(statement)
                .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    /** Runs statements without the application's filters in one catalog. They name rows of another catalog. */
    @Test
    void no_statement_reads_or_changes_rows_of_another_catalog() {
        CatalogId theirs = samples.create().id();
        CatalogId mine = catalogWithProduct("Product Mine");
        List<String> tables = tables("c.relrowsecurity and c.relforcerowsecurity");

        assertThat(tables).containsAll(MAY_BE_EMPTY.keySet());
        assertThat(tables)
                .filteredOn(table -> count(theirs, "select count(*) from " + table) == 0)
                .as("a new table needs rows in SampleCatalogs, or a reason here")
                .isSubsetOf(MAY_BE_EMPTY.keySet());
        List<String> own =
                tables("exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'own_catalog')");
        assertThat(tables).containsAll(own);
        for (String table : tables) {
            String ofOthers = own.contains(table) ? " where catalog_id <> '" + mine + "'" : "";
            assertThat(count(mine, "select count(*) from " + table + ofOthers))
                    .as(table)
                    .isZero();
        }
        for (String table : own) {
            for (String statement : List.of(
                    "delete from " + table + " where catalog_id = '" + theirs + "'",
                    "update " + table + " set catalog_id = '" + mine + "' where catalog_id = '" + theirs + "'")) {
                assertThat(touched(mine, statement)).as(statement).isZero();
            }
        }
    }

    /** Row-level security does not protect tables of the installation. Only the application's own filters apply. */
    @Test
    void tables_without_row_level_security_are_listed() {
        assertThat(tables("not c.relrowsecurity"))
                .containsExactlyInAnyOrderElementsOf(WITHOUT_ROW_LEVEL_SECURITY.keySet());
    }

    /** Returns the tables that meet an SQL condition about {@code pg_class c}. */
    private List<String> tables(String condition) {
        return OnVertx.await(
                vertx,
                () -> transactions.inInstallation(sql -> sql.list(
                        "select c.relname from pg_class c where c.relkind in ('r', 'p') and not c.relispartition"
                                + " and c.relnamespace = 'public'::regnamespace and " + condition,
                        row -> row.getString("relname"))));
    }

    /** Returns the number of rows that the application sees; 0 if it may not read the table. */
    private long count(CatalogId catalog, String statement) {
        return OnVertx.await(
                vertx,
                () -> transactions
                        .inCatalog(catalog, sql -> sql.one(statement, row -> row.getLong(0)))
                        .onFailure(PgException.class)
                        .recoverWithItem(refused -> {
                            assertThat(refused.getMessage()).contains("permission denied");
                            return 0L;
                        }));
    }

    /** Returns the number of changed rows; 0 if the application may not run the statement. */
    private int touched(CatalogId catalog, String statement) {
        return OnVertx.await(
                vertx,
                () -> transactions
                        .inCatalog(catalog, sql -> sql.update(statement))
                        .onFailure(PgException.class)
                        .recoverWithItem(refused -> {
                            assertThat(refused.getMessage()).contains("permission denied");
                            return 0;
                        }));
    }

    /**
     * The catalog must also lead the primary key, so that each statement finds the rows of its catalog by an index. The query lists the
     * exceptions.
     */
    @Test
    void every_table_of_a_catalog_has_row_level_security() {
        List<String> open = OnVertx.await(
                vertx, () -> transactions.inInstallation(sql -> sql.list("""
                        select c.relname from pg_class c
                        join pg_attribute a on a.attrelid = c.oid and a.attname = 'catalog_id'
                        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
                          and not (c.relrowsecurity and c.relforcerowsecurity and exists (
                              select from pg_policy p where p.polrelid = c.oid and p.polname = 'own_catalog'))""", row -> row.getString("relname"))));
        List<String> notLeading = OnVertx.await(
                vertx, () -> transactions.inInstallation(sql -> sql.list("""
                        select c.relname from pg_index i
                        join pg_class c on c.oid = i.indrelid
                        join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                        where i.indisprimary and c.relnamespace = 'public'::regnamespace and a.attname <> 'catalog_id'
                          and c.relname not in ('endorsement', 'device_catalog', 'manufacturer_revocation', 'chip_revocation',
                              'departed_device_state', 'device_transfer', 'device_transfer_item', 'verifier_uptime', 'flyway_schema_history',
                              'gateway_certificate', 'policy_authority', 'authority_revision', 'revocation_list',
                              'os_image', 'os_image_chunk', 'os_release', 'os_release_image', 'os_revision', 'set_key', 'device_milestone',
                              'owner_request', 'database_restore')""", row -> row.getString("relname"))));

        assertThat(open).isEmpty();
        assertThat(notLeading).isEmpty();
    }

    /** Returns the names of the products that a statement without a filter sees. */
    private List<String> products(CatalogId catalog) {
        return OnVertx.await(
                vertx, () -> transactions.inCatalog(catalog, sql -> sql.list(PRODUCTS, row -> row.getString("name"))));
    }

    /** Creates a catalog with one product. */
    private static CatalogId catalogWithProduct(String product) {
        String name = Operator.newCatalog();
        Operator owner = Operator.in(name, "owner");
        owner.post("catalogs/" + name + "/products", Map.of("name", product, "description", ""))
                .statusCode(201);
        return new CatalogId(
                UUID.fromString(owner.get("catalogs/" + name).extract().path("id")));
    }
}
