package dev.holdfast.backend.pki.authority;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.authority.CertificateLifetime;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Certificate lifetime of each catalog. A change applies to certificates issued from then on. */
@ApplicationScoped
public class CertificateLifetimes {
    private static final String READ = "select hours from certificate_lifetime where catalog_id = $1";
    private static final String CHANGE = """
            insert into certificate_lifetime (catalog_id, hours, changed_at, changed_by) values ($1, $2, $3, $4)
            on conflict (catalog_id) do update set
                hours = excluded.hours, changed_at = excluded.changed_at, changed_by = excluded.changed_by""";

    private final Commands commands;
    private final Transactions transactions;

    CertificateLifetimes(Commands commands, Transactions transactions) {
        this.commands = commands;
        this.transactions = transactions;
    }

    public Uni<CertificateLifetime> of(CatalogId catalog) {
        return transactions.inCatalog(catalog, tx -> read(tx));
    }

    public static String tag(CertificateLifetime lifetime) {
        return EntityTag.of(lifetime.hours());
    }

    /** Changes the lifetime of a catalog; fails if {@code expected} does not match. Backends notice the change within seconds. */
    public Uni<CertificateLifetime> change(CertificateLifetime lifetime, IfMatch expected) {
        return commands.run(tx -> tx.alone("certificate lifetime " + tx.catalog())
                .chain(() -> read(tx))
                .invoke(before -> expected.require(tag(before)))
                .call(() -> tx.update(
                        CHANGE,
                        tx.catalog(),
                        lifetime.hours(),
                        tx.now(),
                        tx.actor().name()))
                .call(before -> tx.audit(
                        tx.entry(
                                        "ChangeCertificateLifetime",
                                        String.valueOf(tx.catalog().value()),
                                        "Device certificates are valid for " + lifetime.hours() + " hours, previously "
                                                + before.hours() + ".")
                                .changing("hours", before.hours(), lifetime.hours()),
                        Event.of(
                                "CertificateLifetimeChanged",
                                tx.catalog().toString(),
                                Map.of("hours", lifetime.hours()))))
                .replaceWith(lifetime));
    }

    static Uni<CertificateLifetime> read(Tx tx) {
        return tx.find(READ, row -> new CertificateLifetime(row.getInteger("hours")), tx.catalog())
                .map(found -> found.orElse(new CertificateLifetime(CertificateLifetime.DEFAULT_HOURS)));
    }
}
