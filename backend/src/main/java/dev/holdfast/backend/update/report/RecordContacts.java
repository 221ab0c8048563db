package dev.holdfast.backend.update.report;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.contract.device.InternalApi.Contact;
import dev.holdfast.contract.device.InternalApi.Contacts;
import dev.holdfast.contract.device.InternalApi.Witness;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Records when devices contacted a gateway, and which manifest version they had. Ignores contacts without a valid witness. Runs one statement
 * for each catalog.
 */
@ApplicationScoped
public class RecordContacts {
    private static final int MAX_CONTACTS = 10_000;
    // Rows are locked in key order, so that two batches cannot deadlock. Times in the future count as now ($5). Ignores
    // versions that the catalog never signed.
    private static final String RECORD = """
            with sent as (
                select * from unnest($2::bytea[], $3::timestamptz[], $4::bigint[], $6::text[], $7::bytea[], $8::bytea[])
                    as c(device_id, at, version, key_exchange, serial, nonce)
            ), valid as (
                %s
            ), contact as (
                select device_id, max(at) as at, max(version) as version,
                       (array_agg(key_exchange order by at desc))[1] as key_exchange
                from valid
                group by device_id
            ), locked as (
                select d.device_id from device d
                where d.catalog_id = $1 and d.device_id = any ($2::bytea[])
                order by d.device_id for no key update
            )
            update device d set
                last_seen = greatest(d.last_seen, least(c.at, $5)),
                key_exchange = c.key_exchange,
                unreachable = d.unreachable and c.at <= d.last_seen,
                installed_manifest = case when c.version between 1 and k.manifest_version then c.version
                    else d.installed_manifest end
            from locked l join contact c using (device_id), catalog k
            where d.catalog_id = $1 and d.device_id = l.device_id and k.catalog_id = $1""".formatted(Witnesses.valid("sent", "$5"));

    private final SplitByCatalog splitByCatalog;
    private final Transactions transactions;

    RecordContacts(SplitByCatalog splitByCatalog, Transactions transactions) {
        this.splitByCatalog = splitByCatalog;
        this.transactions = transactions;
    }

    /** Records the contacts. Idempotent. */
    public Uni<Void> record(Contacts batch) {
        return splitByCatalog
                .each(check(batch), contact -> contact.witness().device(), this::recordIn)
                .replaceWithVoid();
    }

    private static List<Contact> check(Contacts batch) {
        new Checks().size("contacts", batch.contacts(), 0, MAX_CONTACTS).done();
        new Checks()
                .that(
                        batch.contacts().stream()
                                .allMatch(contact -> contact.witness() != null && contact.at() != null),
                        "contacts",
                        "lacks a witness or a time")
                .done();
        return batch.contacts();
    }

    private Uni<Void> recordIn(CatalogId catalog, List<Contact> contacts) {
        List<Witness> witnesses = contacts.stream().map(Contact::witness).toList();
        return transactions
                .inCatalog(
                        catalog,
                        tx -> tx.update(
                                RECORD,
                                catalog,
                                Witnesses.devices(witnesses),
                                Columns.instants(contacts, Contact::at),
                                Columns.longs(contacts, Contact::manifestVersion),
                                tx.now(),
                                Columns.texts(
                                        contacts,
                                        contact -> contact.keyExchange().name()),
                                Witnesses.serials(witnesses),
                                Witnesses.nonces(witnesses)))
                .replaceWithVoid();
    }
}
