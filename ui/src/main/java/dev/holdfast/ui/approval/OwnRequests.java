package dev.holdfast.ui.approval;

import static dev.holdfast.ui.text.Texts.text;

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

/** Results of the person's ten newest requests. Leaves out pending requests, except those that became impossible. */
final class OwnRequests extends RowTable {
    private static final int MAX = 10;

    private OwnRequests() {
        super(
                text("your-requests.title"),
                text("your-requests.column.request"),
                text("your-requests.column.result"),
                text("your-requests.column.when"),
                text("your-requests.column.decided-by"),
                text("your-requests.column.reason"));
    }

    /** Returns the table; empty if it would have no rows. */
    static Optional<OwnRequests> read(ApprovalClient client, String catalog) {
        OwnRequests table = new OwnRequests();
        client.page(catalog, ListRequest.of("is:mine", MAX))
                .getEntity()
                .forEach(request -> table.add(client, catalog, request));
        return table.getBody().getChildren().findAny().map(row -> table);
    }

    private void add(ApprovalClient client, String catalog, ApprovalView request) {
        Instant decided = request.decidedAt() == null ? request.expiresAt() : request.decidedAt();
        switch (request.state()) {
            case PENDING -> {
                ApprovalPreview now =
                        client.approval(catalog, request.id().toString()).preview();
                if (now != null && now.impossible() != null) {
                    String words = text("your-requests.impossible");
                    StatusBadge badge = StatusBadge.of(Tone.CONTRAINDICATED, Icon.CROSS, words);
                    add(request, badge, request.requestedAt(), now.impossible());
                }
            }
            case EXPIRED -> add(request, ApprovalCard.badge(request.state()), decided, text("your-requests.expired"));
            default ->
                add(
                        request,
                        ApprovalCard.badge(request.state()),
                        decided,
                        Objects.requireNonNullElse(request.decisionComment(), ""));
        }
    }

    private void add(ApprovalView request, StatusBadge result, Instant at, String reason) {
        row(
                ShortIds.in(request.summary()),
                result,
                TimeText.relative(at),
                words(Objects.requireNonNullElse(request.decidedBy(), "")),
                words(reason));
    }
}
