package dev.holdfast.backend.capability;

import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.signing.ImageSigner;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.mt3620.Capability;
import dev.holdfast.contract.mt3620.CapabilityFile;
import dev.holdfast.contract.operator.capability.CapabilityFileView;
import dev.holdfast.contract.operator.capability.CapabilityState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Signs a capability file that counts, and notes who fetched it. */
@ApplicationScoped
public class FetchCapabilityFile {
    private final Transactions transactions;
    private final ImageSigner signer;
    private final AuditLog audit;
    private final Clock clock;

    FetchCapabilityFile(Transactions transactions, ImageSigner signer, AuditLog audit, Clock clock) {
        this.transactions = transactions;
        this.signer = signer;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns the file, of 404 bytes; fails with a conflict when it does not count any more. */
    Uni<byte[]> fetch(Caller caller, CatalogId catalog, DeviceId device, UUID file) {
        return transactions
                .inCatalog(
                        catalog,
                        sql -> CapabilityRecords.lock(sql, catalog, device)
                                .chain(() -> CapabilityRecords.one(sql, catalog, device, file, clock.instant()))
                                .invoke(FetchCapabilityFile::requireInForce)
                                .call(found -> CapabilityRecords.countDownload(sql, catalog, file))
                                .call(found -> tell(sql, catalog, caller, found)))
                .chain(found -> Workers.run(() -> sign(found)));
    }

    private static void requireInForce(CapabilityFileView file) {
        if (file.state() != CapabilityState.IN_FORCE) {
            throw ProblemException.conflict("The capability file "
                    + switch (file.state()) {
                        case REVOKED -> "was revoked";
                        case DEVICE_LEFT -> "was issued before the device left the catalog and came back";
                        default -> "has expired";
                    }
                    + ": it is not given out any more. Issue another one.");
        }
    }

    private Uni<Void> tell(Sql sql, CatalogId catalog, Caller caller, CapabilityFileView file) {
        return audit.append(
                sql,
                catalog,
                AuditEntry.by(
                        caller.name(),
                        "FetchCapabilityFile",
                        file.device().text(),
                        "Fetched capability file " + file.id() + ", which allows "
                                + (file.capabilities().isEmpty()
                                        ? "nothing"
                                        : String.join(" and ", file.capabilities()))
                                + "."));
    }

    private byte[] sign(CapabilityFileView file) {
        return new CapabilityFile(
                        file.device(),
                        file.capabilities().stream()
                                .map(Capability::ofApiName)
                                .flatMap(Optional::stream)
                                .map(Capability::number)
                                .collect(Collectors.toUnmodifiableSet()),
                        file.expiresAt())
                .sign(new ImageId(file.id()), file.issuedAt(), signer.publicKey(), signer);
    }
}
