package dev.holdfast.backend.pki.signing;

import dev.holdfast.backend.fleet.Silence;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.signing.SigningKeys;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.operator.authority.ImageKeyImpact;
import dev.holdfast.contract.operator.authority.SetKeyImpact;
import dev.holdfast.contract.operator.authority.SetRenewalImpact;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Computes what the replacement of a signing key would do, and changes nothing. */
@ApplicationScoped
class PreviewKeyReplacement {
    private static final String SETS = "select * from renewed_sets($1, $2)";
    private static final String SETS_OF_ALL = "select * from renewed_sets_of_all_catalogs($1, $2)";
    // A device runs the images of the manifest version that it attested last.
    private static final String DEVICES = """
            select coalesce(sum(c.devices) filter (where v.is_current), 0)::bigint as current,
                coalesce(sum(c.devices) filter (where not v.is_current), 0)::bigint as stragglers
            from current_device_count c
            join (
                select v.manifest_version, bool_and(k.replaced_at is null) as is_current
                from deployment_version v
                join deployment_image x using (catalog_id, deployment_id)
                join image i using (catalog_id, image_id)
                join image_key k using (catalog_id, key_id)
                where v.catalog_id = $1
                group by v.manifest_version) v on v.manifest_version = c.manifest_version
            where c.catalog_id = $1 and c.measure = 'ATTESTED'""";

    private final Transactions transactions;
    private final SigningKeys keys;

    PreviewKeyReplacement(Transactions transactions, SigningKeys keys) {
        this.transactions = transactions;
        this.keys = keys;
    }

    /** Returns the effect of another image key of a catalog. */
    Uni<ImageKeyImpact> ofImageKey(CatalogId catalog) {
        return transactions.readOnly(
                catalog,
                tx -> sets(tx, SETS)
                        .chain(sets -> tx.one(
                                DEVICES,
                                row -> new ImageKeyImpact(sets, row.getLong("current"), row.getLong("stragglers")),
                                tx.catalog())));
    }

    /** Returns the effect of the next step of a replacement of the key for manifest sets. */
    Uni<SetKeyImpact> ofSetKey() {
        return transactions
                .inInstallation(ReplaceSetKey::ids)
                .chain(ids -> ids.size() < 2
                        ? Uni.createFrom().item(Optional.<P256PublicKey>empty())
                        : Workers.run(() -> Optional.of(newest(ids))))
                .chain(key -> transactions.longRunning(CatalogId.INSTALLATION, tx -> ofSetKey(tx, key)));
    }

    private P256PublicKey newest(List<UUID> ids) {
        return keys.signer(ids.getLast()).publicKey();
    }

    private static Uni<SetKeyImpact> ofSetKey(Tx tx, Optional<P256PublicKey> key) {
        return key.map(newest -> ReleasedKeystores.with(tx, newest))
                .orElseGet(() -> Uni.createFrom().item(new ReleasedKeystores(List.of())))
                .chain(keystores -> sets(tx, SETS_OF_ALL)
                        .chain(sets -> keystores
                                .devicesWithout(tx)
                                .map(without -> new SetKeyImpact(
                                        key.isPresent(),
                                        sets,
                                        without,
                                        key.isEmpty()
                                                ? ReplaceSetKey.NOT_BEGUN
                                                : ReplaceSetKey.finishRefusal(without, 0)
                                                        .orElse(null),
                                        key.isEmpty()
                                                ? ReplaceSetKey.NOT_BEGUN
                                                : ReplaceSetKey.cancelRefusal(keystores)
                                                        .orElse(null)))));
    }

    private static Uni<SetRenewalImpact> sets(Tx tx, String query) {
        return tx.one(query, PreviewKeyReplacement::sets, tx.now(), Silence.since(tx));
    }

    private static SetRenewalImpact sets(Row row) {
        return new SetRenewalImpact(
                row.getLong("groups"),
                row.getLong("devices"),
                row.getLong("blocked"),
                row.getLong("offline"),
                row.getLong("bytes"),
                row.getLong("minutes"));
    }
}
