package dev.holdfast.backend.capability;

import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.Work;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.capability.CapabilityFileView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/**
 * Revokes a capability file: it can no longer be downloaded, and appraisal no longer accepts it. A device that has the file uses it until
 * it expires, and each of its attestations shows that.
 */
@ApplicationScoped
public class RevokeCapability {
    /** Returns the revoked file; fails with {@code conflict} if it is already revoked. */
    Work<CapabilityFileView> revoke(DeviceId device, UUID file, Reason request) {
        return tx -> CapabilityRecords.lock(tx, device)
                .chain(() -> CapabilityRecords.find(tx, device, file, tx.now()))
                .call(found -> revoke(tx, found, request.reason()))
                .chain(() -> CapabilityRecords.find(tx, device, file, tx.now()));
    }

    private static Uni<Void> revoke(Tx tx, CapabilityFileView file, String reason) {
        String device = file.device().text();
        return CapabilityRecords.revoke(tx, file.device(), file.id(), reason)
                .invoke(revoked -> {
                    if (!revoked) {
                        throw ProblemException.conflict("This capability file is already revoked.");
                    }
                })
                .chain(() -> tx.audit(
                        tx.entry("RevokeCapability", device, "Revoked capability file " + file.id() + ": " + reason)
                                .because(reason)
                                .changing("state", file.state().name(), "REVOKED"),
                        Event.of(
                                "CapabilityRevoked",
                                device,
                                Map.of("file", file.id().toString(), "reason", reason))));
    }
}
