package dev.holdfast.backend.pki.authority;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.etag.EntityTag;
import dev.holdfast.backend.platform.etag.IfMatch;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.authority.CertificateLifetime;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** How long the certificates of each catalog's devices live. A change counts for what is issued from then on. */
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

    /** Returns a catalog's. */
    public Uni<CertificateLifetime> of(CatalogId catalog) {
        return transactions.inCatalog(catalog, tx -> read(tx));
    }

    /** Returns the entity tag of what is said. */
    public static String tag(CertificateLifetime lifetime) {
        return EntityTag.of(lifetime.hours());
    }

    /**
     * Changes a catalog's; backends notice within seconds.
     *
     * @param expected the condition of the change
     */
    public Uni<CertificateLifetime> change(CertificateLifetime wanted, IfMatch expected) {
        return commands.run(tx -> tx.alone("certificate lifetime " + tx.catalog())
                .chain(() -> read(tx))
                .invoke(before -> expected.require(tag(before)))
                .call(() -> tx.update(
                        CHANGE,
                        tx.catalog(),
                        wanted.hours(),
                        tx.now(),
                        tx.actor().name()))
                .call(before -> tx.audit(tx.entry(
                                "ChangeCertificateLifetime",
                                String.valueOf(tx.catalog().value()),
                                "Certificates of devices live for " + wanted.hours() + " hours; it was "
                                        + before.hours() + ".")
                        .changing("hours", before.hours(), wanted.hours())))
                .replaceWith(wanted));
    }

    static Uni<CertificateLifetime> read(Tx tx) {
        return tx.find(READ, row -> new CertificateLifetime(row.getInteger("hours")), tx.catalog())
                .map(found -> found.orElse(new CertificateLifetime(CertificateLifetime.DEFAULT_HOURS)));
    }
}
