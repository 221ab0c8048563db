package dev.holdfast.ui.claim;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.claim.ClaimRequest;
import dev.holdfast.contract.operator.claim.ClaimResult;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.client.Problems;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Outcome;
import dev.holdfast.ui.component.ProblemText;
import dev.holdfast.ui.component.Tone;
import jakarta.ws.rs.ProcessingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of a claim.
 *
 * @param claimed devices that are new to the catalog
 * @param moved devices that the catalog had in other groups and that are in the wanted group now
 * @param unchanged devices that the catalog had in the wanted group
 * @param refused devices that the operator API refused, by line
 * @param unproved those of the refused devices that can be claimed by who proves to have them
 * @param stopped why nothing was claimed; null when the operator API took the list
 */
record ClaimOutcome(
        long claimed,
        long moved,
        long unchanged,
        List<ProblemLines.LineProblem> refused,
        List<DeviceId> unproved,
        @Nullable Problem stopped) {
    private static final int MOST_TOLD = 100;

    static ClaimOutcome of(
            ClaimClient client, String catalog, ClaimList.Target target, ClaimList list, List<Blob> proofs) {
        Map<DeviceId, Integer> lines =
                list.rows().stream().collect(Collectors.toMap(ClaimList.Row::device, ClaimList.Row::line));
        return of(
                () -> client.claim(
                        catalog,
                        new ClaimRequest(
                                target.product(), target.group(), list.devices(), proofs.isEmpty() ? null : proofs)),
                refusal -> lines.getOrDefault(refusal.deviceId(), 0));
    }

    static ClaimOutcome of(ClaimClient client, String catalog, byte[] csv) {
        return of(() -> client.claimFile(catalog, csv), refusal -> Objects.requireNonNullElse(refusal.line(), 0));
    }

    private static ClaimOutcome of(Supplier<ClaimResult> claim, ToIntFunction<ClaimResult.Refusal> line) {
        try {
            ClaimResult result = claim.get();
            return new ClaimOutcome(
                    result.claimed(),
                    result.moved(),
                    result.unchanged(),
                    result.refused().stream()
                            .map(refusal -> new ProblemLines.LineProblem(
                                    line.applyAsInt(refusal), refusal.deviceId().text(), refusal.reason()))
                            .toList(),
                    result.refused().stream()
                            .filter(refusal -> refusal.code() == ClaimResult.Code.PROOF_NEEDED
                                    || refusal.code() == ClaimResult.Code.PROOF_REFUSED)
                            .map(ClaimResult.Refusal::deviceId)
                            .toList(),
                    null);
        } catch (OperatorProblem | ProcessingException failure) {
            return new ClaimOutcome(0, 0, 0, List.of(), List.of(), Problems.of(failure));
        }
    }

    boolean complete() {
        return refused.isEmpty() && stopped == null;
    }

    /** Says it in one sentence, such as {@code 20 devices claimed, 1 device refused.}; what is zero is not mentioned. */
    String sentence() {
        if (stopped != null) {
            return "The claim was not taken.";
        }
        List<String> parts = new ArrayList<>();
        if (claimed > 0 || (moved + unchanged == 0 && refused.isEmpty())) {
            parts.add(Amount.of(claimed, "device") + " claimed");
        }
        if (moved > 0) {
            parts.add(Amount.of(moved, "device") + " moved");
        }
        if (unchanged > 0) {
            parts.add(Amount.of(unchanged, "device") + " already in place");
        }
        if (!refused.isEmpty()) {
            parts.add(Amount.of(refused.size(), "device") + " refused");
        }
        return String.join(", ", parts) + ".";
    }

    /**
     * Shows it where an act says what came of it: a sentence, the lines that were refused, and the way to the devices.
     *
     * @param devices the address of the claimed devices
     * @param proving what to do about devices that need a proof
     */
    void in(Outcome place, String devices, Function<List<DeviceId>, Component> proving) {
        Div answer = new Div();
        if (stopped != null) {
            stopped(answer, stopped);
        }
        if (!refused.isEmpty()) {
            answer.add(new ProblemLines(Amount.of(refused.size(), "device") + " refused", refused));
        }
        if (claimed + moved + unchanged > 0) {
            answer.add(new Anchor(devices, "Show the devices"));
        }
        if (!unproved.isEmpty()) {
            answer.add(proving.apply(unproved));
        }
        place.say(complete() ? Tone.AFFIRMING : Tone.CONTRAINDICATED, sentence(), answer);
    }

    private static void stopped(Div answer, Problem problem) {
        List<ProblemLines.LineProblem> lines = ProblemLines.LineProblem.in(problem);
        if (lines.isEmpty()) {
            answer.add(new ProblemText(problem));
            return;
        }
        // The lines say more, and better, than the problem's list of fields.
        answer.add(new ProblemText(new Problem(
                problem.type(), problem.title(), problem.status(), problem.detail(), problem.requestId(), List.of())));
        answer.add(new ProblemLines(
                lines.size() < MOST_TOLD
                        ? Amount.of(lines.size(), "line") + " to correct"
                        : "The first " + lines.size() + " lines to correct",
                lines));
    }
}
