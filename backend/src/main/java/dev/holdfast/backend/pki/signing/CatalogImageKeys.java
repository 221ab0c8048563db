package dev.holdfast.backend.pki.signing;

import dev.holdfast.backend.pki.vault.KeyVault;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Actor;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.CatalogInitializer;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.authority.ImageKeyView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keys that sign the images of a catalog, for two years. A new catalog gets one. Replacing it signs nothing again: manifest sets name the
 * keys of their images. The private key of the old one is deleted.
 */
@ApplicationScoped
public class CatalogImageKeys implements CatalogInitializer {
    private static final String COLUMNS = "key_id, public_key, created_at, created_by, expires_at, replaced_at";
    // A device runs the images of the manifest version that it attested last.
    private static final String SELECT = "select " + COLUMNS + """
            , coalesce((select sum(c.devices) from current_device_count c
                where c.catalog_id = k.catalog_id and c.measure = 'ATTESTED' and c.manifest_version in (
                    select v.manifest_version from deployment_version v
                    join deployment_image x using (catalog_id, deployment_id)
                    join image i using (catalog_id, image_id)
                    where v.catalog_id = k.catalog_id and i.key_id = k.key_id)), 0)::bigint as devices
            from image_key k where catalog_id = $1""";
    private static final String ALL = SELECT + " order by created_at desc limit 100";
    private static final String ONE = SELECT + " and key_id = $2";
    private static final String REPLACE = """
            update image_key set replaced_at = $2
            where catalog_id = $1 and replaced_at is null and ($3::timestamptz is null or expires_at < $3)
            returning key_id""";
    private static final String ADD =
            "insert into image_key (catalog_id, key_id, public_key, created_at, created_by) values ($1, $2, $3, $4, $5)"
                    + " returning " + COLUMNS + ", 0::bigint as devices";
    // Sets without customers' images name the newest keys of the catalog, so they must be signed again.
    private static final String RENEW_SETS =
            "update device_group set renewal_due = true where catalog_id = $1 and target_manifest > 0";

    private final KeyVault vault;
    private final Transactions transactions;
    private final Commands commands;

    CatalogImageKeys(KeyVault vault, Transactions transactions, Commands commands) {
        this.vault = vault;
        this.transactions = transactions;
        this.commands = commands;
    }

    private record NewKey(UUID id, P256PublicKey publicKey) {}

    private Uni<NewKey> create() {
        return Workers.run(() -> {
            UUID id = UUID.randomUUID();
            return new NewKey(id, P256PublicKey.of(vault.createKey(id).publicKey()));
        });
    }

    /** Creates the first key of a new catalog. A key left over from a failed creation has no row and is harmless. */
    @Override
    public Uni<Function<Tx, Uni<Void>>> prepare(CatalogId catalog, String name) {
        return create().map(key -> tx -> add(tx, key, AuditLog.SYSTEM).replaceWithVoid());
    }

    /** Returns the newest 100 keys of a catalog, newest first. */
    Uni<List<ImageKeyView>> all(CatalogId catalog) {
        return transactions.inCatalog(catalog, tx -> tx.list(ALL, CatalogImageKeys::view, tx.catalog()));
    }

    /** Returns a key of a catalog; fails with {@code not-found}. */
    Uni<ImageKeyView> one(CatalogId catalog, UUID key) {
        return transactions
                .inCatalog(catalog, tx -> tx.find(ONE, CatalogImageKeys::view, tx.catalog(), key))
                .map(found -> found.orElseThrow(() -> ProblemException.notFound("Image key " + key)));
    }

    private static ImageKeyView view(Row row) {
        return new ImageKeyView(
                row.getUUID("key_id"),
                P256PublicKey.of(Columns.bytes(row, "public_key")),
                Columns.instant(row, "created_at"),
                row.getString("created_by"),
                Columns.instant(row, "expires_at"),
                row.getLong("devices"),
                Columns.instantOrNull(row, "replaced_at"));
    }

    /** Replaces the key that signs new images of the caller's catalog. Returns the new one. */
    Uni<ImageKeyView> replace() {
        return create().chain(key -> commands.run(tx -> replace(tx, key, null))
                .map(Optional::orElseThrow)
                .call(replaced -> ReplacedKeys.delete(vault, replaced.old()))
                .map(Replaced::current));
    }

    /** Replaces the key of a catalog if it expires before a time, and another backend has not replaced it. */
    Uni<Void> replaceEnding(CatalogId catalog, Instant endingBefore) {
        return create().chain(key -> transactions
                .inCatalog(Actor.SYSTEM, catalog, tx -> replace(tx, key, endingBefore))
                .chain(replaced ->
                        ReplacedKeys.delete(vault, replaced.map(Replaced::old).orElse(key.id()))));
    }

    private record Replaced(UUID old, ImageKeyView current) {}

    /** Returns empty, and changes nothing, if the key does not expire before a time; null for any time. */
    private static Uni<Optional<Replaced>> replace(Tx tx, NewKey key, @Nullable Instant endingBefore) {
        return tx.find(REPLACE, row -> row.getUUID("key_id"), tx.catalog(), tx.now(), endingBefore)
                .chain(found -> found.map(old -> replaced(tx, old, key).map(Optional::of))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private static Uni<Replaced> replaced(Tx tx, UUID old, NewKey key) {
        return add(tx, key, tx.actor().name())
                .call(() -> tx.update(RENEW_SETS, tx.catalog()))
                .call(() -> tx.audit(
                        tx.entry("ReplaceImageKey", key.id().toString(), "Replaced the key that signs new images.")
                                .changing("key", old.toString(), key.id().toString())
                                .changing("publicKey", null, key.publicKey().hex())))
                .map(current -> new Replaced(old, current));
    }

    private static Uni<ImageKeyView> add(Tx tx, NewKey key, String by) {
        return tx.one(ADD, CatalogImageKeys::view, tx.catalog(), key.id(), key.publicKey(), tx.now(), by);
    }
}
