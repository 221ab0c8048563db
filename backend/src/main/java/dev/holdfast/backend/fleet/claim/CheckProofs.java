package dev.holdfast.backend.fleet.claim;

import dev.holdfast.backend.fleet.claim.ProofOfPossession.Proof;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Columns;
import dev.holdfast.backend.platform.db.Workers;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.Access;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.claim.ClaimChallengeRequest;
import dev.holdfast.contract.operator.claim.ClaimChallenges;
import dev.holdfast.contract.operator.claim.ClaimResult;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Gives out claim challenges and checks, before a claim, what the evidence that comes with it proves. */
@ApplicationScoped
public class CheckProofs {
    /** What no proofs are worth. */
    static final Checked NONE = new Checked(Map.of(), Map.of());

    private static final String DEPARTURES = "select device_id, departures from departures_of($1::bytea[])";

    private final ProofOfPossession possession;
    private final Transactions transactions;
    private final Access access;

    CheckProofs(ProofOfPossession possession, Transactions transactions, Access access) {
        this.possession = possession;
        this.transactions = transactions;
        this.access = access;
    }

    /**
     * What the proofs of a claim are worth.
     *
     * @param departures for devices that are at hand, how often they had left a catalog when that was checked
     * @param complaints for devices whose proof does not hold, why
     */
    record Checked(Map<DeviceId, Integer> departures, Map<DeviceId, String> complaints) {
        /** Returns whether there was a proof of the device, good or bad. */
        boolean gave(DeviceId device) {
            return departures.containsKey(device) || complaints.containsKey(device);
        }

        String complaint(DeviceId device) {
            return complaints.getOrDefault(device, ClaimResult.Code.PROOF_REFUSED.reason());
        }
    }

    /** Makes a challenge for each device, whether or not there is such a device. */
    Uni<ClaimChallenges> challenges(ClaimChallengeRequest request) {
        CatalogId catalog = access.catalog();
        return transactions.inInstallation(tx -> departures(tx, request.deviceIds())
                .map(departures -> new ClaimChallenges(
                        request.deviceIds().stream()
                                .map(device -> new ClaimChallenges.OfDevice(
                                        device,
                                        possession.challenge(catalog, device, departures.getOrDefault(device, 0))))
                                .toList(),
                        tx.now().plus(possession.lifetime()))));
    }

    /** Checks the proofs of a claim; fails when one is no device's, or of a device that is not claimed. */
    Uni<Checked> of(ClaimList list) {
        if (list.proofs().isEmpty()) {
            return Uni.createFrom().item(NONE);
        }
        CatalogId catalog = access.catalog();
        return Workers.run(() -> signed(list))
                .chain(proofs -> transactions
                        .inInstallation(tx -> departures(
                                tx, proofs.stream().map(Proof.Signed::device).toList()))
                        .map(departures -> check(catalog, proofs, departures)));
    }

    private List<Proof.Signed> signed(ClaimList list) {
        Set<DeviceId> wanted = new HashSet<>(list.devices());
        return IntStream.range(0, list.proofs().size())
                .mapToObj(index -> signed(index, possession.read(list.proofs().get(index)), wanted))
                .toList();
    }

    private static Proof.Signed signed(int index, Proof proof, Set<DeviceId> wanted) {
        return switch (proof) {
            case Proof.Signed signed when wanted.contains(signed.device()) -> signed;
            case Proof.Signed signed ->
                throw ProblemException.invalid(
                        "proofs[" + index + "]",
                        "is by device " + signed.device().shortText() + "…, which is not among those to claim");
            case Proof.Unsound unsound ->
                throw ProblemException.invalid("proofs[" + index + "]", "does not hold: " + unsound.reason());
        };
    }

    private Checked check(CatalogId catalog, List<Proof.Signed> proofs, Map<DeviceId, Integer> departures) {
        Map<DeviceId, Integer> good = new HashMap<>();
        Map<DeviceId, String> complaints = new HashMap<>();
        for (Proof.Signed proof : proofs) {
            int left = departures.getOrDefault(proof.device(), 0);
            if (possession.isFresh(proof, catalog, left)) {
                good.put(proof.device(), left);
            } else {
                complaints.put(
                        proof.device(),
                        "The proof answers no living challenge of this catalog for the device: challenges live for "
                                + possession.lifetime().toMinutes()
                                + " minutes. Ask for a new one and let the device sign it.");
            }
        }
        good.keySet().forEach(complaints::remove);
        return new Checked(good, complaints);
    }

    private static Uni<Map<DeviceId, Integer>> departures(Tx tx, Collection<DeviceId> devices) {
        return tx.list(
                        DEPARTURES,
                        row -> Map.entry(Columns.device(row, "device_id"), row.getInteger("departures")),
                        Columns.devices(devices))
                .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
