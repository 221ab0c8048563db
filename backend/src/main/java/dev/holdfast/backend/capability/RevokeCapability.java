package dev.holdfast.backend.capability;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.capability.CapabilityFileView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Takes a capability file back: it is not given out any more, and appraisal does not expect it. A device that has it heeds it until
 * it expires, and each of its attestations tells.
 */
@ApplicationScoped
public class RevokeCapability {
    private final Transactions transactions;
    private final AuditLog audit;
    private final Clock clock;

    RevokeCapability(Transactions transactions, AuditLog audit, Clock clock) {
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the file as it is then; fails with a conflict when it was taken back before. */
    Uni<CapabilityFileView> revoke(Caller caller, CatalogId catalog, DeviceId device, UUID file, Reason reason) {
        return Uni.createFrom()
                .item(() -> new Checks().line("reason", reason.reason(), 1, Reason.MAX_LENGTH))
                .invoke(Checks::done)
                .chain(() -> transactions.inCatalog(
                        catalog,
                        sql -> CapabilityRecords.lock(sql, catalog, device)
                                .chain(() -> revoke(sql, caller, catalog, device, file, reason.reason()))));
    }

    private Uni<CapabilityFileView> revoke(
            Sql sql, Caller caller, CatalogId catalog, DeviceId device, UUID file, String reason) {
        Instant now = clock.instant();
        return CapabilityRecords.one(sql, catalog, device, file, now)
                .call(found -> CapabilityRecords.revoke(sql, catalog, device, file, caller.name(), now, reason)
                        .invoke(revoked -> {
                            if (!revoked) {
                                throw ProblemException.conflict("Somebody revoked it before.");
                            }
                        }))
                .call(found -> audit.append(
                        sql,
                        catalog,
                        AuditEntry.by(
                                        caller.name(),
                                        "RevokeCapability",
                                        device.text(),
                                        "Revoked capability file " + file + ": " + reason)
                                .because(reason)
                                .changing("state", found.state().name(), "REVOKED"),
                        List.of(Event.of(
                                "CapabilityRevoked",
                                device.text(),
                                Map.of("file", file.toString(), "reason", reason)))))
                .chain(() -> CapabilityRecords.one(sql, catalog, device, file, now));
    }
}
