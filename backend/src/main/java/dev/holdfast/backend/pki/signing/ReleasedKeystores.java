package dev.holdfast.backend.pki.signing;

import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.contract.format.FormatException;
import dev.holdfast.contract.format.ImagePackage;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.mt3620.KeystoreEntry;
import dev.holdfast.contract.mt3620.TrustedKeystore;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;

/**
 * Keystores of OS releases that have a key.
 *
 * @param all by part and version
 */
record ReleasedKeystores(List<Keystore> all) {
    /** Devices that were not seen for this time do not count: they may be gone. */
    static final Duration SEEN = Duration.ofDays(30);

    private static final String KEYSTORES = """
            select distinct r.part, i.security_version, (
                select string_agg(c.bytes, '' order by c.position) from os_image_chunk c
                where c.manufacturer = i.manufacturer and c.image_id = i.image_id) as content
            from os_release r
            join os_release_image x using (release_id)
            join os_image i using (manufacturer, image_id)
            where i.type = 'TrustedKeystore'""";
    private static final String OLDER = "select devices_with_older_keystore($1, $2, $3) as devices";

    /** A keystore of a part (SKU), by its security version. */
    record Keystore(String part, long version) {}

    static Uni<ReleasedKeystores> with(Tx tx, P256PublicKey key) {
        return tx.list(KEYSTORES, row -> row)
                .map(rows -> new ReleasedKeystores(rows.stream()
                        .filter(row -> has(row, key))
                        .map(row -> new Keystore(row.getString("part"), row.getLong("security_version")))
                        .toList()));
    }

    private static boolean has(Row row, P256PublicKey key) {
        try {
            ImagePackage image = ImagePackage.parse(Columns.bytes(row, "content"));
            return TrustedKeystore.decode(image.body()).entries().stream()
                    .map(KeystoreEntry::key)
                    .anyMatch(key::equals);
        } catch (FormatException e) {
            throw new IllegalStateException("a released keystore is malformed: " + e.getMessage(), e);
        }
    }

    /** Counts the devices of all catalogs that were seen recently and have not attested one of these keystores or a newer one. */
    Uni<Long> devicesWithout(Tx tx) {
        return tx.one(
                OLDER,
                row -> row.getLong("devices"),
                Columns.texts(all, Keystore::part),
                Columns.longs(all, Keystore::version),
                tx.now().minus(SEEN));
    }
}
