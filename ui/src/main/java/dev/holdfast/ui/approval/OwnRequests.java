package dev.holdfast.ui.approval;

import com.vaadin.flow.component.Component;
import dev.holdfast.contract.operator.approval.ApprovalPreview;
import dev.holdfast.contract.operator.approval.ApprovalState;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.ShortIds;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of what somebody asked for, the newest first: approved, rejected and why, expired, or waiting for what cannot be done any
 * more. What waits and can be done is not in it: that stands on the page already.
 */
final class OwnRequests extends RowTable {
    private static final int MOST = 10;

    private OwnRequests(List<Outcome> outcomes) {
        super("What became of your requests", "Act", "Outcome", "When", "By", "Why");
        asCards();
        outcomes.forEach(outcome -> row(
                ShortIds.in(outcome.request.summary()),
                outcome.badge,
                outcome.when(),
                outcome.by(),
                words(outcome.why)));
    }

    /** What became of a request, and why. */
    private record Outcome(ApprovalView request, Component badge, String why) {
        private Component when() {
            return TimeText.relative(
                    request.state() == ApprovalState.PENDING
                            ? request.requestedAt()
                            : request.decidedAt() == null ? request.expiresAt() : request.decidedAt());
        }

        private Component by() {
            return words(request.decidedBy() == null ? "" : request.decidedBy());
        }
    }

    /** Reads the newest; empty when there are none. */
    static Optional<OwnRequests> read(ApprovalClient client, String catalog) {
        List<Outcome> outcomes = new ArrayList<>();
        for (ApprovalView request :
                client.page(catalog, true, ListRequest.of(null, MOST)).getEntity()) {
            outcome(client, catalog, request).ifPresent(outcomes::add);
        }
        return outcomes.isEmpty() ? Optional.empty() : Optional.of(new OwnRequests(outcomes));
    }

    private static Optional<Outcome> outcome(ApprovalClient client, String catalog, ApprovalView request) {
        if (request.state() == ApprovalState.PENDING) {
            return impossible(client, catalog, request)
                    .map(why -> new Outcome(
                            request, StatusBadge.of(Tone.CONTRAINDICATED, Icon.CROSS, "Cannot be done any more"), why));
        }
        String answer = request.answer() == null ? "" : request.answer();
        return Optional.of(new Outcome(
                request,
                ApprovalCard.badge(request.state()),
                request.state() == ApprovalState.EXPIRED
                        ? "Nobody answered in time. Ask again if it is wanted."
                        : answer));
    }

    private static Optional<String> impossible(ApprovalClient client, String catalog, ApprovalView request) {
        ApprovalPreview now = client.approval(catalog, request.id().toString()).now();
        return Optional.ofNullable(now == null ? null : now.impossible());
    }
}
