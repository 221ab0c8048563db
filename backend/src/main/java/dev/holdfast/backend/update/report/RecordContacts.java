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
 * Records when devices contacted a gateway, which manifest version they had, and whether they were offered the target. Ignores contacts
 * without a valid witness. Runs one statement for each catalog.
 */
@ApplicationScoped
public class RecordContacts {
    private static final int MAX_CONTACTS = 10_000;
    // Rows are locked in key order, so that two batches cannot deadlock. Times in the future count as now ($5). Ignores
    // versions that the catalog never signed. A contact that is older than the device's step does not change it.
    // The target of a device that a rollout has opened is the set of the rollout. While that is withheld, it is the
    // target
    // of only the devices that have it. A rollback keeps a device attested, whose step is then about an earlier set.
    private static final String RECORD = """
            with sent as (
                select * from unnest($2::bytea[], $3::timestamptz[], $4::bigint[], $6::text[], $7::bytea[], $8::bytea[],
                    $9::bigint[], $10::text[]) as c(device_id, at, version, key_exchange, serial, nonce, offered, held_by)
            ), valid as (
                %s
            ), contact as (
                select device_id, max(at) as at, max(version) as version, max(offered) as offered,
                       (array_agg(key_exchange order by at desc))[1] as key_exchange,
                       (array_agg(held_by order by at desc))[1] as held_by
                from valid
                group by device_id
            ), locked as (
                select d.device_id, d.attested_manifest, d.update_version, d.update_step, d.update_code, d.update_at,
                       g.target_manifest as current, r.version as next, r.is_withheld
                from device d join device_group g on g.catalog_id = d.catalog_id and g.group_id = d.group_id
                left join active_rollout r on r.catalog_id = d.catalog_id and r.group_id = d.group_id and r.state <> 'ROLLING_BACK'
                    and rollout_has(r.seed, r.buckets, r.listed, r.excluded, d.bucket, d.member_hash)
                where d.catalog_id = $1 and d.device_id = any ($2::bytea[])
                order by d.device_id for no key update of d
            ), stepped as (
                select l.device_id, t.target, case
                    when t.target = 0 then null
                    when l.update_version <> t.target then
                        case t.target
                            when c.version then case l.attested_manifest when t.target then 'ATTESTED' else 'INSTALLED' end
                            when c.offered then c.answer end
                    when c.at <= l.update_at then null
                    when c.version = t.target and l.update_step not in ('INSTALLED', 'CONFIRMED', 'ATTESTED') then 'INSTALLED'
                    when c.version not in (0, t.target) and l.update_step in ('INSTALLED', 'CONFIRMED') then 'RETURNED'
                    when c.offered = t.target and (l.update_step in ('OFFERED', 'HELD')
                            or c.held_by <> '' and l.update_step in ('DOWNLOADING', 'STAGED', 'DEFERRED'))
                        and (l.update_step, l.update_code) <> (c.answer, c.held_by) then c.answer
                    end as step
                from locked l join (
                    select *, case held_by when '' then 'OFFERED' else 'HELD' end as answer from contact
                ) c using (device_id)
                cross join lateral (
                    select case when l.next = c.version or not l.is_withheld then l.next else l.current end as target) t
            )
            update device d set
                last_seen = greatest(d.last_seen, least(c.at, $5)),
                key_exchange = c.key_exchange,
                unreachable = d.unreachable and c.at <= d.last_seen,
                installed_manifest = case when c.version between 1 and k.manifest_version then c.version
                    else d.installed_manifest end,
                update_version = case when s.step is null then d.update_version else s.target end,
                update_step = coalesce(s.step, d.update_step),
                update_code = case when s.step is null then d.update_code when s.step = 'HELD' then c.held_by else '' end,
                update_at = case when s.step is null then d.update_at else least(c.at, $5) end
            from stepped s join contact c using (device_id), catalog k
            where d.catalog_id = $1 and d.device_id = s.device_id and k.catalog_id = $1""".formatted(Witnesses.valid("sent", "$5"));

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
                                Witnesses.nonces(witnesses),
                                Columns.longs(contacts, Contact::offered),
                                Columns.texts(contacts, Contact::heldBy)))
                .replaceWithVoid();
    }
}
