package dev.holdfast.backend.fleet.claim;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.fleet.Moves;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.disk.DiskSpace;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.command.ApprovalGate;
import dev.holdfast.backend.tenancy.command.Commands;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.approval.ApprovalOperation;
import dev.holdfast.contract.operator.claim.ClaimRequest;
import dev.holdfast.contract.operator.claim.ClaimResult;
import dev.holdfast.contract.problem.Problem.FieldError;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Claims devices into groups of a catalog. Devices that are already in the catalog move to the group. Only an endorsed chip can be claimed:
 * by the catalog that its endorsement names, or with a proof of possession. The number of SQL statements does not depend on the number of
 * devices (1 to 20,000).
 */
@ApplicationScoped
public class ClaimDevices {
    private final CheckProofs checkProofs;
    private final Commands commands;
    private final ApprovalGate approvals;
    private final DiskSpace disk;

    ClaimDevices(CheckProofs checkProofs, Commands commands, ApprovalGate approvals, DiskSpace disk) {
        this.checkProofs = checkProofs;
        this.commands = commands;
        this.approvals = approvals;
        this.disk = disk;
    }

    /** Claims as many of the devices as possible. The result lists the refused devices. Idempotent. */
    Uni<ClaimResult> claim(ClaimRequest request) {
        DeviceGroups.Name group = DeviceGroups.Name.of(request.product(), request.group());
        return claim(new ClaimList(
                new LinkedHashSet<>(request.deviceIds())
                        .stream()
                                .map(device -> new ClaimList.Entry(null, device, group))
                                .toList(),
                Objects.requireNonNullElse(request.proofs(), List.of())));
    }

    /** Claims the devices of a CSV file, which may name several groups. */
    Uni<ClaimResult> claim(byte[] csv) {
        return Workers.run(() -> ClaimCsv.read(csv)).chain(this::claim);
    }

    private Uni<ClaimResult> claim(ClaimList list) {
        disk.requireRoom();
        return checkProofs
                .of(list)
                .chain(proofs -> commands.run(list.entries().size(), tx -> claimAudited(tx, list, proofs)));
    }

    private Uni<ClaimResult> claimAudited(Tx tx, ClaimList list, CheckProofs.Checked proofs) {
        return claim(tx, list, proofs)
                .call(outcome -> outcome.assigned().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : tx.audit(outcome.moves().addTo(tx.entry("ClaimDevices", subject(list), outcome.sentence()))))
                .map(Outcome::result);
    }

    /** Claims devices and emits events. The caller writes the audit log. */
    Uni<Outcome> claim(Tx tx, ClaimList list, CheckProofs.Checked proofs) {
        ClaimStatements statements = new ClaimStatements(tx);
        return DeviceGroups.lockDestinations(tx, list.groups())
                .invoke(groups -> requireAll(list, groups))
                .chain(groups -> statements
                        .claim(list.devices(), proofs.departures())
                        .chain(() -> statements.ours(list.devices()))
                        .chain(ours -> statements
                                .assign(destinations(list, groups, new HashSet<>(ours)))
                                .chain(assigned -> refusals(statements, list, proofs, ours)
                                        .map(refused -> new Outcome(assigned, ours.size(), refused)))))
                .call(outcome -> requireNoMoves(tx, outcome))
                .call(outcome -> tx.emit(
                        outcome.assigned().stream().map(AssignedDevice::event).toList()));
    }

    /** A claim also moves devices that are already in the catalog. It must not bypass the approval that a move needs. */
    private Uni<Void> requireNoMoves(Tx tx, Outcome outcome) {
        return outcome.assigned().stream().allMatch(AssignedDevice::isNew)
                ? Uni.createFrom().voidItem()
                : approvals
                        .gatedOperations(tx)
                        .invoke(gated -> {
                            if (gated.contains(ApprovalOperation.MOVE_DEVICES)) {
                                throw ProblemException.conflict(
                                        "Some of these devices are in another group of this catalog, and moving them requires"
                                                + " approval. Move them with a job, which requests it.");
                            }
                        })
                        .replaceWithVoid();
    }

    /**
     * Result of a claim.
     *
     * @param assigned devices that were claimed or moved
     * @param ours number of requested devices that are in the catalog now
     * @param refused devices that could not be claimed
     */
    record Outcome(List<AssignedDevice> assigned, int ours, List<ClaimResult.Refusal> refused) {
        ClaimResult result() {
            return new ClaimResult(claimed(), assigned.size() - claimed(), ours - assigned.size(), refused);
        }

        /** Returns for instance {@code Claimed 3 devices, moved 2, refused 1.}, without zero counts. */
        String sentence() {
            List<String> parts = new ArrayList<>();
            add(parts, "claimed", claimed());
            add(parts, "moved", assigned.size() - claimed());
            add(parts, "left in place", ours - assigned.size());
            add(parts, "refused", refused.size());
            String all = String.join(", ", parts);
            return Character.toUpperCase(all.charAt(0)) + all.substring(1) + ".";
        }

        /** Returns the previous and new groups. */
        Moves moves() {
            return Moves.of(assigned.stream().map(AssignedDevice::move).toList());
        }

        private int claimed() {
            return (int) assigned.stream().filter(AssignedDevice::isNew).count();
        }

        private static void add(List<String> parts, String verb, int count) {
            if (count > 0) {
                String noun = parts.isEmpty() ? (count == 1 ? " device" : " devices") : "";
                parts.add(verb + " " + count + noun);
            }
        }
    }

    private static void requireAll(ClaimList list, Map<DeviceGroups.Name, GroupRef> groups) {
        List<ClaimList.Entry> lost = list.entries().stream()
                .filter(entry -> !groups.containsKey(entry.group()))
                .toList();
        if (lost.isEmpty()) {
            return;
        }
        if (lost.getFirst().line() == null) {
            DeviceGroups.Name group = lost.getFirst().group();
            throw ProblemException.notFound("Device group " + group.group() + " of product " + group.product());
        }
        throw ClaimCsv.refused(lost.stream()
                .map(entry -> new FieldError(
                        "line " + entry.line(), "names the device group '" + entry.group() + "', which does not exist"))
                .toList());
    }

    private static Map<DeviceId, GroupRef> destinations(
            ClaimList list, Map<DeviceGroups.Name, GroupRef> groups, Set<DeviceId> ours) {
        return list.entries().stream()
                .filter(entry -> ours.contains(entry.device()))
                .collect(Collectors.toMap(
                        ClaimList.Entry::device, entry -> Objects.requireNonNull(groups.get(entry.group()))));
    }

    private static Uni<List<ClaimResult.Refusal>> refusals(
            ClaimStatements statements, ClaimList list, CheckProofs.Checked proofs, List<DeviceId> ours) {
        Set<DeviceId> refused = new LinkedHashSet<>(list.devices());
        ours.forEach(refused::remove);
        if (refused.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return statements
                .whyNot(refused)
                .map(reasons -> list.entries().stream()
                        .filter(entry -> refused.contains(entry.device()))
                        .map(entry -> refusal(entry, Objects.requireNonNull(reasons.get(entry.device())), proofs))
                        .toList());
    }

    private static ClaimResult.Refusal refusal(
            ClaimList.Entry entry, ClaimResult.Code found, CheckProofs.Checked proofs) {
        ClaimResult.Code code = found == ClaimResult.Code.PROOF_NEEDED && proofs.hasProof(entry.device())
                ? ClaimResult.Code.PROOF_REFUSED
                : found;
        return new ClaimResult.Refusal(
                entry.device(),
                entry.line(),
                code,
                code == ClaimResult.Code.PROOF_REFUSED ? proofs.reason(entry.device()) : code.reason());
    }

    private static String subject(ClaimList list) {
        List<DeviceGroups.Name> groups = list.groups();
        return groups.size() == 1 ? groups.getFirst().toString() : groups.size() + " device groups";
    }
}
