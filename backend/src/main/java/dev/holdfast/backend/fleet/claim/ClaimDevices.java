package dev.holdfast.backend.fleet.claim;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.claim.ClaimRequest;
import dev.holdfast.contract.operator.claim.ClaimResult;
import dev.holdfast.contract.problem.Problem.FieldError;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Claims devices into groups of a catalog; devices that the catalog has already move there. It takes the maker's word that a
 * device is for the catalog, or a proof that it is at hand. A handful of statements, whether it is one device or 20,000.
 */
@ApplicationScoped
public class ClaimDevices {

    private final CheckProofs checkProofs;
    private final Transactions transactions;
    private final Clock clock;

    ClaimDevices(CheckProofs checkProofs, Transactions transactions, Clock clock) {
        this.checkProofs = checkProofs;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Claims the devices that it can and tells which it cannot; asking again changes nothing. */
    public Uni<ClaimResult> claim(Caller caller, CatalogId catalog, ClaimRequest request) {
        return Uni.createFrom().item(() -> check(request)).chain(list -> claim(caller, catalog, list));
    }

    /** The same with a CSV file, into as many groups as it names. */
    public Uni<ClaimResult> claim(Caller caller, CatalogId catalog, byte[] csv) {
        return Workers.run(() -> ClaimCsv.read(csv)).chain(list -> claim(caller, catalog, list));
    }

    private Uni<ClaimResult> claim(Caller caller, CatalogId catalog, ClaimList list) {
        return checkProofs
                .of(catalog, list)
                .chain(proofs -> transactions.ofMany(
                        caller, catalog, list.entries().size(), tx -> claimAudited(tx, list, proofs)));
    }

    private static ClaimList check(ClaimRequest request) {
        DeviceGroups.check(new Checks(), request.product(), request.group())
                .size("deviceIds", request.deviceIds(), 1, ClaimRequest.MOST)
                .size("proofs", Objects.requireNonNullElse(request.proofs(), List.of()), 0, ClaimRequest.MOST_PROOFS)
                .done();
        DeviceGroups.Name group = new DeviceGroups.Name(request.product(), request.group());
        return new ClaimList(
                new LinkedHashSet<>(request.deviceIds())
                        .stream()
                                .map(device -> new ClaimList.Entry(null, device, group))
                                .toList(),
                Objects.requireNonNullElse(request.proofs(), List.of()));
    }

    private Uni<ClaimResult> claimAudited(Tx tx, ClaimList list, CheckProofs.Checked proofs) {
        return claim(tx, list, proofs)
                .call(outcome -> outcome.placed().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : tx.audit(outcome.moves().told(tx.entry("ClaimDevices", subject(list), outcome.sentence()))))
                .map(Outcome::result);
    }

    /** Claims in a transaction, and tells events; whoever calls sees to the audit log. */
    Uni<Outcome> claim(Tx tx, ClaimList list, CheckProofs.Checked proofs) {
        ClaimStatements statements = new ClaimStatements(tx);
        return DeviceGroups.lockDestinations(tx, list.groups())
                .invoke(groups -> requireAll(list, groups))
                .chain(groups -> statements
                        .enter(list.devices(), proofs.departures())
                        .chain(() -> statements.ours(list.devices()))
                        .chain(ours -> place(statements, list, groups, new HashSet<>(ours))
                                .chain(placed -> refusals(statements, list, proofs, ours)
                                        .map(refused -> new Outcome(placed, ours.size(), refused)))))
                .call(outcome ->
                        tx.emit(outcome.placed().stream().map(Placed::event).toList()));
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

    private Uni<List<Placed>> place(
            ClaimStatements statements, ClaimList list, Map<DeviceGroups.Name, GroupRef> groups, Set<DeviceId> ours) {
        Map<DeviceId, GroupRef> wanted = list.entries().stream()
                .filter(entry -> ours.contains(entry.device()))
                .collect(Collectors.toMap(
                        ClaimList.Entry::device, entry -> Objects.requireNonNull(groups.get(entry.group()))));
        return wanted.isEmpty() ? Uni.createFrom().item(List.of()) : statements.place(wanted, clock.instant());
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
        ClaimResult.Code code = found == ClaimResult.Code.PROOF_NEEDED && proofs.gave(entry.device())
                ? ClaimResult.Code.PROOF_REFUSED
                : found;
        return new ClaimResult.Refusal(
                entry.device(),
                entry.line(),
                code,
                code == ClaimResult.Code.PROOF_REFUSED ? proofs.complaint(entry.device()) : code.reason());
    }

    private static String subject(ClaimList list) {
        List<DeviceGroups.Name> groups = list.groups();
        return groups.size() == 1 ? groups.getFirst().toString() : groups.size() + " device groups";
    }
}
