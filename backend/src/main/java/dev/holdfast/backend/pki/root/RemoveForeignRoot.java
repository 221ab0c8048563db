package dev.holdfast.backend.pki.root;

import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.authority.ForeignRootLoss;
import dev.holdfast.contract.operator.authority.ForeignRootLoss.OfCatalog;
import dev.holdfast.contract.operator.authority.ForeignRootView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Ends what {@link CertifyByForeignRoot} began: withdraws a request that nobody answered, or removes a root that certifies. What the
 * root signed stays signed until it expires or the root's owner revokes it; Holdfast serves it to nobody any more.
 */
@ApplicationScoped
public class RemoveForeignRoot {
    private static final int MAX_CATALOGS = 100;
    private static final String REMOVE = """
            update policy_authority set removed_at = $2, removed_by = $3, removed_reason = $4
            where policy_id = $1 and removed_at is null and (imported_at is not null) = $5""";
    private static final String CATALOGS = "select name, devices from devices_of_catalogs()";
    private static final List<String> WITHDRAWN = List.of(
            "The request is not answered: no relying party knows of it. A certificate that its owner still makes of it is refused here.",
            "There is no way back, but a new request may be made at any time.");
    private static final List<String> REMOVED = List.of(
            "The bundles and chains of all catalogs are not to be had under this root any more, from this moment on.",
            "Relying parties that trust this root alone, and get a bundle here, refuse these catalogs' devices from then on. Who"
                    + " registered the certificates before goes on accepting them.",
            "What the root signed stays good until it expires: only the owner of the root can revoke it. Ask them to, if that is"
                    + " what you want.",
            "Devices, gateways and this installation's own root are not touched. There is no way back for this certificate; a new"
                    + " request may be made at any time.");

    private final Commands commands;
    private final Transactions transactions;

    RemoveForeignRoot(Commands commands, Transactions transactions) {
        this.commands = commands;
        this.transactions = transactions;
    }

    /** Tells who would lose what; fails with {@code not-found}. */
    Uni<ForeignRootLoss> preview(UUID id) {
        return transactions.inInstallation(tx -> ForeignRoots.one(tx, id)
                .chain(root -> root.importedAt() == null
                        ? Uni.createFrom().item(new ForeignRootLoss(0, 0, List.of(), null, WITHDRAWN))
                        : tx.list(CATALOGS, row -> new OfCatalog(row.getString("name"), row.getLong("devices")))
                                .map(all -> loss(root, all))));
    }

    private static ForeignRootLoss loss(ForeignRootView root, List<OfCatalog> all) {
        return new ForeignRootLoss(
                all.size(),
                all.stream().mapToLong(OfCatalog::devices).sum(),
                all.stream().limit(MAX_CATALOGS).toList(),
                root.notAfter(),
                REMOVED);
    }

    /** Removes; fails with {@code not-found}, also when somebody else was first. */
    Uni<Void> remove(UUID id, Reason why) {
        return commands.run(tx -> ForeignRoots.one(tx, id).chain(root -> remove(tx, root, why.reason())));
    }

    private static Uni<Void> remove(Tx tx, ForeignRootView root, String reason) {
        boolean certifies = root.importedAt() != null;
        return tx.update(REMOVE, root.id(), tx.now(), tx.actor().name(), reason, certifies)
                .invoke(removed -> {
                    if (removed == 0) {
                        throw ProblemException.conflict(
                                "It was answered or removed meanwhile. Look at it again before you decide.");
                    }
                })
                .chain(() -> certifies
                        ? tx.audit(
                                tx.entry(
                                                "RemoveForeignRoot",
                                                root.id().toString(),
                                                "Removed the root " + root.rootSubject() + ": " + reason)
                                        .changing("root", root.rootSubject(), null)
                                        .because(reason),
                                Event.of("ForeignRootRemoved", root.id().toString(), Map.of("root", root.root())))
                        : tx.audit(tx.entry(
                                        "WithdrawForeignRoot",
                                        root.id().toString(),
                                        "Withdrew the request for a certificate under another root: " + reason)
                                .because(reason)));
    }
}
