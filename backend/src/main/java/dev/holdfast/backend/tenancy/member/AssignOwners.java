package dev.holdfast.backend.tenancy.member;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.tx.Sequential;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.contract.operator.identity.Grantee;
import dev.holdfast.contract.operator.identity.NewMember;
import dev.holdfast.contract.operator.identity.Role;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Makes the accounts of the table {@code owner_request} owners of the installation. Only the owner of the schema can add rows: the machine's
 * administrator, for the first owner and for an owner who lost access.
 */
@ApplicationScoped
public class AssignOwners {
    /** Deletes the requests. A second backend waits for the commit and then finds none. */
    private static final String TAKE = "delete from owner_request returning issuer, subject, name, reason";

    private final Transactions transactions;

    AssignOwners(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Assigns the role to all requested accounts, with an audit entry each. */
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    public Uni<Void> run() {
        return transactions.inInstallation(tx ->
                tx.list(TAKE, row -> row).chain(requests -> Sequential.each(requests, row -> assign(tx, row))));
    }

    private static Uni<Void> assign(Tx tx, Row row) {
        String subject = row.getString("subject");
        String name = row.getString("name");
        NewMember request = new NewMember(Grantee.SUBJECT, subject, name, Role.OWNER, null, null);
        return Assignments.insert(
                        tx, UUID.randomUUID(), Scope.INSTALLATION, request, row.getString("issuer"), AuditLog.SYSTEM)
                .chain(added -> tx.audit(AuditEntry.by(
                                AuditLog.SYSTEM,
                                "AssignRole",
                                name,
                                (added ? "Assigned the role owner to " : "The role owner is already assigned to ")
                                        + name + " (subject " + subject + ").")
                        .changing("role", added ? null : Role.OWNER, Role.OWNER)
                        .because(row.getString("reason"))));
    }
}
