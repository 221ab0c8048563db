package dev.holdfast.backend.pki.root;

import dev.holdfast.backend.fleet.Silence;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.authority.ExternalRootImpact;
import dev.holdfast.contract.operator.authority.ExternalRootImpact.OfCatalog;
import dev.holdfast.contract.operator.authority.ExternalRootView;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Withdraws a pending request of {@link CertifyByExternalRoot}, or removes an external root. Certificates that the root signed stay valid
 * until they expire or the root's owner revokes them. Holdfast no longer serves them.
 */
@ApplicationScoped
public class RemoveExternalRoot {
    private static final int MAX_CATALOGS = 100;
    private static final String REMOVE = """
            update policy_authority set removed_at = $2, removed_by = $3, removed_reason = $4
            where policy_id = $1 and removed_at is null and (imported_at is not null) = $5""";
    private static final String CATALOGS = "select name, devices from devices_of_catalogs()";
    private static final String CONTACTS = "select offline, minutes from contacts_of_catalogs($1, $2)";
    private static final List<String> WITHDRAWN = List.of(
            "No relying party knows of this pending request. A certificate that is still issued for it will be refused here.",
            "This cannot be undone, but you can create a new request.");
    private static final List<String> REMOVED = List.of(
            "Bundles and chains under this root are no longer available for any catalog, effective immediately.",
            "Relying parties that trust only this root and download a bundle here refuse these catalogs' devices. Relying"
                    + " parties that registered the certificates before still accept them.",
            "Certificates that the root signed stay valid until they expire. Only the owner of the root can revoke them; ask"
                    + " them if needed.",
            "Devices, gateways and the installation's own root are not affected. This cannot be undone, but you can create a new"
                    + " request.");

    private final Commands commands;
    private final Transactions transactions;

    RemoveExternalRoot(Commands commands, Transactions transactions) {
        this.commands = commands;
        this.transactions = transactions;
    }

    /** Returns the impact; fails with {@code not-found}. */
    Uni<ExternalRootImpact> preview(UUID id) {
        return transactions.inInstallation(tx -> ExternalRoots.one(tx, id)
                .chain(root -> root.importedAt() == null
                        ? Uni.createFrom().item(new ExternalRootImpact(0, 0, 0, null, List.of(), null, WITHDRAWN))
                        : tx.list(CATALOGS, row -> new OfCatalog(row.getString("name"), row.getLong("devices")))
                                .chain(all ->
                                        tx.one(CONTACTS, row -> impact(root, all, row), tx.now(), Silence.since(tx)))));
    }

    private static ExternalRootImpact impact(ExternalRootView root, List<OfCatalog> all, Row contacts) {
        return new ExternalRootImpact(
                all.size(),
                all.stream().mapToLong(OfCatalog::devices).sum(),
                contacts.getLong("offline"),
                contacts.getLong("minutes"),
                all.stream().limit(MAX_CATALOGS).toList(),
                root.notAfter(),
                REMOVED);
    }

    /** Removes a root or request; fails with {@code not-found}, or {@code conflict} if another user imported or removed it meanwhile. */
    Uni<Void> remove(UUID id, Reason why) {
        return commands.run(tx -> ExternalRoots.one(tx, id).chain(root -> remove(tx, root, why.reason())));
    }

    private static Uni<Void> remove(Tx tx, ExternalRootView root, String reason) {
        boolean certifies = root.importedAt() != null;
        return tx.update(REMOVE, root.id(), tx.now(), tx.actor().name(), reason, certifies)
                .invoke(removed -> {
                    if (removed == 0) {
                        throw ProblemException.conflict(
                                "The external root was imported or removed meanwhile. Reload the list.");
                    }
                })
                .chain(() -> certifies
                        ? tx.audit(
                                tx.entry(
                                                "RemoveExternalRoot",
                                                root.id().toString(),
                                                "Removed the root " + root.rootSubject() + ": " + reason)
                                        .changing("root", root.rootSubject(), null)
                                        .because(reason),
                                Event.of("ExternalRootRemoved", root.id().toString(), Map.of("root", root.root())))
                        : tx.audit(tx.entry(
                                        "WithdrawExternalRoot",
                                        root.id().toString(),
                                        "Withdrew the request for a certificate from an external root: " + reason)
                                .because(reason)));
    }
}
