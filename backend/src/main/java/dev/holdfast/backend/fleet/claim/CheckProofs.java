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

/** Issues claim challenges and verifies the proofs of possession of a claim. */
@ApplicationScoped
public class CheckProofs {
    /** Result for a claim without proofs. */
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
     * Verified proofs of a claim.
     *
     * @param departures for each device with a valid proof: how many times it had left a catalog at the time of the check
     * @param reasons for each device with an outdated proof and no valid one: why the proof is refused
     */
    record Checked(Map<DeviceId, Integer> departures, Map<DeviceId, String> reasons) {
        /** Returns whether the claim had a proof of the device, valid or outdated. */
        boolean hasProof(DeviceId device) {
            return departures.containsKey(device) || reasons.containsKey(device);
        }

        String reason(DeviceId device) {
            return reasons.getOrDefault(device, ClaimResult.Code.PROOF_REFUSED.reason());
        }
    }

    /** Issues a challenge for each device, whether or not the device exists. */
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

    /**
     * Verifies the proofs of a claim; fails with {@code invalid-request} if one is malformed, has an invalid signature, or is from a device
     * that the claim does not name.
     */
    Uni<Checked> of(ClaimList list) {
        if (list.proofs().isEmpty()) {
            return Uni.createFrom().item(NONE);
        }
        CatalogId catalog = access.catalog();
        return Workers.run(() -> requireSigned(list))
                .chain(proofs -> transactions
                        .inInstallation(tx -> departures(
                                tx, proofs.stream().map(Proof.Signed::device).toList()))
                        .map(departures -> check(catalog, proofs, departures)));
    }

    private List<Proof.Signed> requireSigned(ClaimList list) {
        Set<DeviceId> named = new HashSet<>(list.devices());
        return IntStream.range(0, list.proofs().size())
                .mapToObj(index ->
                        requireSigned(index, possession.read(list.proofs().get(index)), named))
                .toList();
    }

    private static Proof.Signed requireSigned(int index, Proof proof, Set<DeviceId> named) {
        return switch (proof) {
            case Proof.Signed signed when named.contains(signed.device()) -> signed;
            case Proof.Signed signed ->
                throw ProblemException.invalid(
                        "proofs[" + index + "]",
                        "is signed by device " + signed.device().shortText() + "…, which the claim does not name");
            case Proof.Invalid invalid ->
                throw ProblemException.invalid("proofs[" + index + "]", "is invalid: " + invalid.reason());
        };
    }

    private Checked check(CatalogId catalog, List<Proof.Signed> proofs, Map<DeviceId, Integer> departures) {
        Map<DeviceId, Integer> good = new HashMap<>();
        Map<DeviceId, String> reasons = new HashMap<>();
        for (Proof.Signed proof : proofs) {
            int left = departures.getOrDefault(proof.device(), 0);
            if (possession.isFresh(proof, catalog, left)) {
                good.put(proof.device(), left);
            } else {
                reasons.put(
                        proof.device(),
                        "The proof answers no valid challenge of this catalog for the device: challenges are valid for "
                                + possession.lifetime().toMinutes()
                                + " minutes. Request a new one and let the device sign it.");
            }
        }
        good.keySet().forEach(reasons::remove);
        return new Checked(good, reasons);
    }

    private static Uni<Map<DeviceId, Integer>> departures(Tx tx, Collection<DeviceId> devices) {
        return tx.list(
                        DEPARTURES,
                        row -> Map.entry(Columns.device(row, "device_id"), row.getInteger("departures")),
                        Columns.devices(devices))
                .map(rows -> rows.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
