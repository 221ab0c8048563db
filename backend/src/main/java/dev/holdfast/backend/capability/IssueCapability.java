package dev.holdfast.backend.capability;

import dev.holdfast.backend.fleet.DeviceScope;
import dev.holdfast.backend.platform.outbox.Event;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.DirectCommand;
import dev.holdfast.backend.tenancy.command.Plan;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.capability.CapabilityFileView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Issues a capability file for one device. Stores the content of the file, so that appraisal accepts its capabilities. {@link
 * FetchCapabilityFile} signs the file at each download. A file without capabilities never needs approval.
 */
@ApplicationScoped
public class IssueCapability implements DirectCommand<CapabilityRequest, CapabilityFileView> {
    @Override
    public String name() {
        return "IssueCapability";
    }

    @Override
    public List<ApprovalOperation> operations() {
        return List.of(ApprovalOperation.ISSUE_CAPABILITY);
    }

    @Override
    public Uni<Plan> plan(Tx tx, CapabilityRequest request) {
        return DeviceScope.require(tx, request.device())
                .map(placed -> Plan.of(
                        request.file().capabilities().isEmpty() ? null : ApprovalOperation.ISSUE_CAPABILITY,
                        request.device().text(),
                        "Issue " + request.words() + " for device "
                                + request.device().shortText() + "…, valid for "
                                + request.life().toHours() + " h.",
                        placed.scope(),
                        request.reason(),
                        request,
                        Uni.createFrom().item(() -> effect(placed, request))));
    }

    private static List<String> effect(DeviceScope placed, CapabilityRequest request) {
        List<String> effect = new ArrayList<>();
        effect.add(placed.words() + " can get " + request.words() + ", valid for "
                + request.life().toHours()
                + " h after the approval. No other device accepts it.");
        effect.addAll(request.consequences());
        effect.add("Attestation accepts the capability until the file expires.");
        return effect;
    }

    @Override
    public Uni<CapabilityFileView> perform(Tx tx, CapabilityRequest request) {
        UUID id = UUID.randomUUID();
        String device = request.device().text();
        Instant end = request.end(tx.now());
        return DeviceScope.require(tx, request.device())
                .chain(() -> CapabilityRecords.lock(tx, request.device()))
                .chain(() -> CapabilityRecords.add(tx, id, request, end))
                .chain(() -> tx.audit(
                        tx.entry(
                                        name(),
                                        device,
                                        "Issued " + request.words() + ", valid until " + end + " (file " + id + ").")
                                .because(request.reason())
                                .changing("file", null, id.toString())
                                .changing("capabilities", null, request.names())
                                .changing("expiresAt", null, end.toString()),
                        Event.of(
                                "CapabilityIssued",
                                device,
                                Map.of(
                                        "file",
                                        id.toString(),
                                        "capabilities",
                                        request.names(),
                                        "by",
                                        tx.actor().name()))))
                .chain(() -> CapabilityRecords.find(tx, request.device(), id, tx.now()));
    }
}
