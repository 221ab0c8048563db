package dev.holdfast.backend.platform.feed;

import dev.holdfast.backend.platform.problem.ProblemException;
import io.vertx.sqlclient.Row;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Position of a reader of events. The reader has seen all events of earlier transactions, also of those that committed late, and of this
 * transaction the events up to {@code sequence}. As text: {@code restored_transaction}, and {@code .sequence} unless the transaction was
 * read to its end.
 *
 * @param restored when the database was last restored from a backup, in milliseconds since 1970; 0 for never
 * @param transaction transaction id
 * @param sequence sequence number of the last event; {@link Long#MAX_VALUE} for the end of the transaction
 */
record FeedPosition(long restored, long transaction, long sequence) {
    private static final Pattern TEXT =
            Pattern.compile("(?<restored>[0-9]{1,18})_(?<transaction>[0-9]{1,18})(\\.(?<sequence>[0-9]{1,18}))?");

    /** Returns the position after all events of a transaction and of the earlier ones. */
    static FeedPosition endOf(long restored, long transaction) {
        return new FeedPosition(restored, transaction, Long.MAX_VALUE);
    }

    /** Returns the position after an event of the same database. */
    FeedPosition after(Row event) {
        return new FeedPosition(restored, event.getLong("transaction_id"), event.getLong("sequence"));
    }

    /** Parses {@link #text}; fails with {@code invalid-request}. */
    static FeedPosition parse(String text) {
        Matcher position = TEXT.matcher(text);
        if (!position.matches()) {
            throw ProblemException.invalid("after", "is not a position of the changes");
        }
        long restored = Long.parseLong(position.group("restored"));
        long transaction = Long.parseLong(position.group("transaction"));
        @Nullable String sequence = position.group("sequence");
        return sequence == null
                ? endOf(restored, transaction)
                : new FeedPosition(restored, transaction, Long.parseLong(sequence));
    }

    String text() {
        return restored + "_" + transaction + (sequence == Long.MAX_VALUE ? "" : "." + sequence);
    }
}
