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
 * Takes a capability file back: it is not given out any more, and appraisal does not expect it. A device that has it heeds it until
 * it expires, and each of its attestations tells.
 */
@ApplicationScoped
public class RevokeCapability {
    /** Returns the file as it is then; fails with a conflict when it was taken back before. */
    Work<CapabilityFileView> revoke(DeviceId device, UUID file, Reason why) {
        return tx -> CapabilityRecords.lock(tx, device)
                .chain(() -> CapabilityRecords.one(tx, device, file, tx.now()))
                .call(found -> revoke(tx, found, why.reason()))
                .chain(() -> CapabilityRecords.one(tx, device, file, tx.now()));
    }

    private static Uni<Void> revoke(Tx tx, CapabilityFileView file, String reason) {
        String device = file.device().text();
        return CapabilityRecords.revoke(tx, file.device(), file.id(), reason)
                .invoke(revoked -> {
                    if (!revoked) {
                        throw ProblemException.conflict("Somebody revoked it before.");
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
