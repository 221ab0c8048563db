package dev.holdfast.ui.claim;

import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.claim.ClaimRequest;
import dev.holdfast.contract.operator.claim.ClaimResult;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.client.Problems;
import dev.holdfast.ui.component.Amount;
import jakarta.ws.rs.ProcessingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a claim, group by group. The first group that fails ends it; what was claimed before stays claimed.
 *
 * @param claimed devices that are new to the catalog
 * @param moved devices that the catalog had already and that are in the wanted group now
 * @param refused devices that the operator API refused, by line
 * @param unproved those of the refused devices that can be claimed by who proves to have them
 * @param untried devices that were not asked for, because of {@code stopped}
 * @param stopped what ended it before its end; null when nothing did
 */
record ClaimOutcome(
        long claimed,
        long moved,
        List<LineProblem> refused,
        List<DeviceId> unproved,
        long untried,
        @Nullable Problem stopped) {
    /** Claims everything in a list. */
    static ClaimOutcome of(ClaimClient client, String catalog, ClaimList list) {
        return of(client, catalog, list, List.of());
    }

    /** Claims everything in a list, with evidence of devices that no maker's list gives to the catalog. */
    static ClaimOutcome of(ClaimClient client, String catalog, ClaimList list, List<Blob> proofs) {
        long claimed = 0;
        long moved = 0;
        long left = list.rows().size();
        List<LineProblem> refused = new ArrayList<>();
        List<DeviceId> unproved = new ArrayList<>();
        for (Map.Entry<ClaimList.Target, List<ClaimList.Row>> part :
                list.byTarget().entrySet()) {
            List<ClaimList.Row> rows = part.getValue();
            try {
                ClaimResult result = client.claim(
                        catalog,
                        new ClaimRequest(
                                part.getKey().product(),
                                part.getKey().group(),
                                rows.stream().map(ClaimList.Row::device).toList(),
                                proofs.isEmpty() ? null : proofs));
                claimed += result.claimed();
                moved += result.moved();
                refused.addAll(lines(rows, result));
                result.refused().stream()
                        .filter(refusal -> refusal.code() == ClaimResult.Code.PROOF_NEEDED
                                || refusal.code() == ClaimResult.Code.PROOF_REFUSED)
                        .forEach(refusal -> unproved.add(refusal.deviceId()));
                left -= rows.size();
            } catch (OperatorProblem | ProcessingException failure) {
                return new ClaimOutcome(
                        claimed, moved, List.copyOf(refused), List.copyOf(unproved), left, Problems.of(failure));
            }
        }
        return new ClaimOutcome(claimed, moved, List.copyOf(refused), List.copyOf(unproved), 0, null);
    }

    /** Returns whether every device is where it was wanted. */
    boolean complete() {
        return refused.isEmpty() && stopped == null;
    }

    /** Says it in one sentence, such as {@code 20 devices claimed, 1 device refused.}; what is zero is not mentioned. */
    String sentence() {
        List<String> parts = new ArrayList<>();
        if (claimed > 0 || (moved == 0 && refused.isEmpty() && untried == 0)) {
            parts.add(Amount.of(claimed, "device") + " claimed");
        }
        if (moved > 0) {
            parts.add(Amount.of(moved, "device") + (moved == 1 ? " was" : " were") + " in this catalog already");
        }
        if (!refused.isEmpty()) {
            parts.add(Amount.of(refused.size(), "device") + " refused");
        }
        if (untried > 0) {
            parts.add(Amount.of(untried, "device") + " not claimed");
        }
        return String.join(", ", parts) + ".";
    }

    private static List<LineProblem> lines(List<ClaimList.Row> rows, ClaimResult result) {
        Map<DeviceId, String> reasons = new HashMap<>();
        result.refused().forEach(refusal -> reasons.put(refusal.deviceId(), refusal.reason()));
        return rows.stream()
                .filter(row -> reasons.containsKey(row.device()))
                .map(row -> new LineProblem(row.line(), row.device().text(), reasons.getOrDefault(row.device(), "")))
                .toList();
    }
}
