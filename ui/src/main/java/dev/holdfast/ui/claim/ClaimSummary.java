package dev.holdfast.ui.claim;

import static dev.holdfast.ui.text.Texts.text;

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
 * The result of a claim.
 *
 * @param claimed devices that are new in the catalog
 * @param moved devices that were in another group of the catalog
 * @param unchanged devices that were already in the requested group
 * @param refused devices that the operator API refused, with their lines
 * @param unproved refused devices that can be claimed with a proof of possession
 * @param stopped the error if the whole claim failed, or null
 */
record ClaimSummary(
        long claimed,
        long moved,
        long unchanged,
        List<ProblemLines.LineProblem> refused,
        List<DeviceId> unproved,
        @Nullable Problem stopped) {
    /** The maximum number of lines with errors in a response of the operator API. */
    private static final int MAX_LINES = 100;

    static ClaimSummary of(
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

    static ClaimSummary of(ClaimClient client, String catalog, byte[] csv) {
        return of(() -> client.claimFile(catalog, csv), refusal -> Objects.requireNonNullElse(refusal.line(), 0));
    }

    private static ClaimSummary of(Supplier<ClaimResult> claim, ToIntFunction<ClaimResult.Refusal> line) {
        try {
            ClaimResult result = claim.get();
            return new ClaimSummary(
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
            return new ClaimSummary(0, 0, 0, List.of(), List.of(), Problems.of(failure));
        }
    }

    boolean isComplete() {
        return refused.isEmpty() && stopped == null;
    }

    /**
     * Returns a sentence with the counts above zero, such as {@code 20 devices claimed, 1 device refused.} If all are zero, it has only the
     * number of claimed devices.
     */
    String sentence() {
        if (stopped != null) {
            return text("claim.done.stopped");
        }
        List<String> parts = new ArrayList<>();
        if (claimed > 0 || (moved + unchanged == 0 && refused.isEmpty())) {
            parts.add(text("claim.done.claimed", claimed));
        }
        if (moved > 0) {
            parts.add(text("claim.done.moved", moved));
        }
        if (unchanged > 0) {
            parts.add(text("claim.done.unchanged", unchanged));
        }
        if (!refused.isEmpty()) {
            parts.add(text("claim.done.refused", refused.size()));
        }
        return String.join(", ", parts) + ".";
    }

    /**
     * Shows the sentence, the refused lines and a link to the devices.
     *
     * @param devices the address of the claimed devices
     * @param proving makes a component for devices that need a proof
     */
    void showIn(Outcome outcome, String devices, Function<List<DeviceId>, Component> proving) {
        Div answer = new Div();
        if (stopped != null) {
            addProblem(answer, stopped);
        }
        if (!refused.isEmpty()) {
            answer.add(new ProblemLines(text("claim.done.refused", refused.size()), refused));
        }
        if (claimed + moved + unchanged > 0) {
            answer.add(new Anchor(devices, text("add-devices.show-devices")));
        }
        if (!unproved.isEmpty()) {
            answer.add(proving.apply(unproved));
        }
        outcome.say(isComplete() ? Tone.AFFIRMING : Tone.CONTRAINDICATED, sentence(), answer);
    }

    private static void addProblem(Div answer, Problem problem) {
        List<ProblemLines.LineProblem> lines = ProblemLines.LineProblem.in(problem);
        if (lines.isEmpty()) {
            answer.add(new ProblemText(problem));
            return;
        }
        // Leaves out the problem's field errors, because the table below lists the lines.
        answer.add(new ProblemText(new Problem(
                problem.type(), problem.title(), problem.status(), problem.detail(), problem.requestId(), List.of())));
        answer.add(new ProblemLines(
                lines.size() < MAX_LINES
                        ? text("claim.lines.title", lines.size())
                        : text("claim.lines.some", lines.size()),
                lines));
    }
}
