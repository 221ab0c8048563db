package dev.holdfast.backend.pki.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.attestation.TestCatalog;
import dev.holdfast.backend.installation.Installation;
import dev.holdfast.backend.installation.OnVertx;
import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.tx.Transactions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two backends prepare a successor of authority 1 at the same time. One successor is stored. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class AuthorityReplacementTest {
    @Inject
    AuthorityReplacement replacement;

    @Inject
    KeyVault vault;

    @Inject
    Transactions transactions;

    @Inject
    TestCatalog catalogs;

    @Inject
    Vertx vertx;

    @Test
    void the_key_of_an_unused_successor_is_deleted() {
        CatalogId catalog = catalogs.create();
        AuthorityReplacement.Successor needed = OnVertx.await(vertx, () -> replacement.prepare(catalog, 1));
        AuthorityReplacement.Successor late = OnVertx.await(vertx, () -> replacement.prepare(catalog, 1));
        OnVertx.await(vertx, () -> transactions.inCatalog(catalog, tx -> replacement.succeed(tx, 1, needed)));
        OnVertx.await(vertx, () -> transactions.inCatalog(catalog, tx -> replacement.succeed(tx, 1, late)));

        OnVertx.await(vertx, () -> replacement.deleteUnused(catalog, needed));
        OnVertx.await(vertx, () -> replacement.deleteUnused(catalog, late));

        assertThat(vault.key(key(needed))).isPresent();
        assertThat(vault.key(key(late))).isEmpty();
    }

    /** Returns the ID of a successor's key. */
    private static UUID key(AuthorityReplacement.Successor successor) {
        return successor.created().orElseThrow().id();
    }
}
