package dev.holdfast.ui.approval;

import dev.holdfast.contract.operator.approval.ApprovalPreview;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.ShortIds;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Tone;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of what somebody asked for, the newest first: approved, rejected and why, expired, or waiting for what cannot be done any
 * more. What waits and can be done is not in it: that stands on the page already.
 */
final class OwnRequests extends RowTable {
    private static final int MOST = 10;

    private OwnRequests() {
        super("What became of your requests", "Act", "Outcome", "When", "By", "Why");
        asCards();
    }

    static Optional<OwnRequests> read(ApprovalClient client, String catalog) {
        OwnRequests table = new OwnRequests();
        client.page(catalog, true, ListRequest.of(null, MOST))
                .getEntity()
                .forEach(request -> table.add(client, catalog, request));
        return table.getBody().getChildren().findAny().map(row -> table);
    }

    private void add(ApprovalClient client, String catalog, ApprovalView request) {
        Instant decided = request.decidedAt() == null ? request.expiresAt() : request.decidedAt();
        switch (request.state()) {
            case PENDING -> {
                ApprovalPreview now =
                        client.approval(catalog, request.id().toString()).now();
                if (now != null && now.impossible() != null) {
                    StatusBadge impossible =
                            StatusBadge.of(Tone.CONTRAINDICATED, Icon.CROSS, "Cannot be done any more");
                    add(request, impossible, request.requestedAt(), now.impossible());
                }
            }
            case EXPIRED ->
                add(
                        request,
                        ApprovalCard.badge(request.state()),
                        decided,
                        "Nobody answered in time. Ask again if it is wanted.");
            default ->
                add(
                        request,
                        ApprovalCard.badge(request.state()),
                        decided,
                        Objects.requireNonNullElse(request.answer(), ""));
        }
    }

    private void add(ApprovalView request, StatusBadge outcome, Instant at, String why) {
        row(
                ShortIds.in(request.summary()),
                outcome,
                TimeText.relative(at),
                words(Objects.requireNonNullElse(request.decidedBy(), "")),
                words(why));
    }
}
