package dev.holdfast.backend.platform.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.installation.Operator;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.SqlBuilder;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A list reads a page with two statements: the first one selects the rows, the second one finds where the page ends. These tests write to
 * the table between both statements.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class KeysetListTest {
    private static final String ADD = "insert into product (catalog_id, product_id, name, description, created_at)"
            + " values ('%s', gen_random_uuid(), '%s', '', now())";
    private static final String REMOVE = "delete from product where catalog_id = '%s' and name = '%s'";

    @Inject
    Transactions transactions;

    @Inject
    Clock clock;

    @Inject
    Vertx vertx;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    private CatalogId catalog = CatalogId.INSTALLATION;

    @BeforeEach
    void products_b_to_g() {
        String name = Operator.newCatalog();
        catalog = new CatalogId(UUID.fromString(
                Operator.in(name, "owner").get("catalogs/" + name).extract().path("id")));
        List.of("b", "c", "d wanted", "e wanted", "f", "g wanted").forEach(product -> run(ADD, product));
    }

    @Test
    void a_row_inserted_while_paging_repeats_no_row() {
        Products list = new Products(() -> run(ADD, "a"));

        assertThat(all(list)).containsExactly("d wanted", "e wanted", "g wanted");
        assertThat(all(new Products(() -> {}))).as("now").containsExactly("d wanted", "e wanted", "g wanted");
    }

    @Test
    void a_row_deleted_while_paging_skips_no_row() {
        Products list = new Products(() -> run(REMOVE, "b"));

        assertThat(all(list)).containsExactly("d wanted", "e wanted", "g wanted");
    }

    /** Reads all pages of the products whose name contains "wanted". */
    private List<String> all(Products list) {
        Pages<String> pages = list.pages(catalog, "wanted", null);
        List<String> all = new ArrayList<>();
        String next = null;
        do {
            String cursor = next;
            Slice<String> page = OnVertx.await(vertx, () -> pages.page(cursor, 10));
            all.addAll(page.rows());
            next = page.next();
        } while (next != null);
        return all;
    }

    /** Runs {@link #ADD} or {@link #REMOVE} in its own transaction, on a thread that may block. */
    private void run(String statement, String product) {
        CompletableFuture.runAsync(() -> {
                    try (Connection connection = owner.getConnection();
                            Statement sql = connection.createStatement()) {
                        connection.setAutoCommit(false);
                        sql.execute("select set_config('holdfast.catalog', '" + catalog + "', true)");
                        assertThat(sql.executeUpdate(statement.formatted(catalog, product)))
                                .isEqualTo(1);
                        connection.commit();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .join();
    }

    /** Products by name. A page scans three. */
    private final class Products extends KeysetList<String> {
        private final Runnable meanwhile;
        private int statements;

        Products(Runnable meanwhile) {
            super(
                    KeysetListTest.this.transactions,
                    clock,
                    new Kind<>(
                            "products",
                            String.class,
                            new FilterVocabulary(List.of(), "the name"),
                            new FieldColumns().words("x.name")::on,
                            Order.Choice.of(
                                    new Order.Key("name", "x.name", "text"),
                                    new Order.Key("id", "x.product_id", "uuid"),
                                    false),
                            "select product_id, name from product where catalog_id = $1 and not unassigned",
                            each(row -> row.getString("name"))));
            this.meanwhile = meanwhile;
        }

        @Override
        protected int maxScannedRows(Filter filter) {
            return 3;
        }

        /** Runs the concurrent write when the second statement is built. The rows of the first one have arrived by then. */
        @Override
        protected void select(SqlBuilder condition, Instant now) {
            if (++statements == 2) {
                meanwhile.run();
            }
            super.select(condition, now);
        }
    }
}
