package dev.holdfast.ui.audit;

import dev.holdfast.contract.operator.audit.AuditEntryView;
import dev.holdfast.ui.component.TimeText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The audit log from its newest act backwards, read page after page as far as somebody scrolls. The operator API pages
 * by sequence and not by offset, so that what is added meanwhile moves nothing; what was read is kept to answer offsets.
 */
final class AuditPages {
    /** How many acts one call asks for. */
    static final int PAGE = 100;

    private final AuditClient client;
    private final String catalog;
    private final AuditQuery query;
    private final List<AuditEntryView> read = new ArrayList<>();
    private boolean complete;

    AuditPages(AuditClient client, String catalog, AuditQuery query) {
        this.client = client;
        this.catalog = catalog;
        this.query = query;
    }

    /** Returns up to {@code limit} acts from an offset on, fewer at the end. */
    List<AuditEntryView> acts(int offset, int limit) {
        while (!complete && read.size() < offset + limit) {
            readOn();
        }
        int from = Math.min(offset, read.size());
        return List.copyOf(read.subList(from, Math.min(from + limit, read.size())));
    }

    /** Returns whether the oldest act that fits was read. */
    boolean isComplete() {
        return complete;
    }

    /** Returns how many acts were read so far. */
    int size() {
        return read.size();
    }

    private void readOn() {
        @Nullable Long before = read.isEmpty() ? null : read.getLast().sequence();
        List<AuditEntryView> page = client.entries(
                catalog,
                before,
                orNull(query.text()),
                orNull(query.actor()),
                orNull(query.action()),
                query.since() == null ? null : TimeText.begin(query.since()).toString(),
                query.until() == null
                        ? null
                        : TimeText.begin(query.until().plusDays(1)).toString(),
                query.people() ? true : null,
                PAGE);
        read.addAll(page);
        complete = page.size() < PAGE;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
