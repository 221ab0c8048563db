package dev.holdfast.backend.audit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sequence numbers of audit entries begin with 1, so nobody can add an entry before the first one. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class AuditNumbersTest {
    @Inject
    Transactions transactions;

    @Inject
    TestCatalog catalogs;

    @Inject
    Vertx vertx;

    /** The database refuses such an entry. */
    @ParameterizedTest
    @ValueSource(longs = {0, -7})
    void no_entry_can_precede_the_first_sequence_number(long sequence) {
        CatalogId catalog = catalogs.create();

        assertThatThrownBy(() -> OnVertx.await(
                        vertx, () -> transactions.inCatalog(catalog, sql -> sql.update("""
                                        insert into audit_entry (catalog_id, sequence, at, actor, action, subject, detail)
                                        values ($1, $2, now(), 'mallory', 'CreateProduct', 'Toaster', 'Never happened.')""", catalog, sequence))))
                .hasStackTraceContaining("audit_entry_from_one");
    }
}
