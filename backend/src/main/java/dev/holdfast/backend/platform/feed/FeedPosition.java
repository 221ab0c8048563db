package dev.holdfast.backend.platform.feed;

import dev.holdfast.backend.platform.problem.ProblemException;
import io.vertx.sqlclient.Row;

/**
 * Position of a reader of events. The reader has seen all events of earlier transactions, also of those that committed late, and of this
 * transaction the events up to {@code sequence}. As text: the transaction, and {@code .sequence} unless the transaction was read to its end.
 *
 * @param transaction transaction id
 * @param sequence sequence number of the last event; {@link Long#MAX_VALUE} for the end of the transaction
 */
record FeedPosition(long transaction, long sequence) {
    /** Returns the position after all events of a transaction and of the earlier ones. */
    static FeedPosition endOf(long transaction) {
        return new FeedPosition(transaction, Long.MAX_VALUE);
    }

    /** Returns the position after an event. */
    static FeedPosition of(Row event) {
        return new FeedPosition(event.getLong("transaction_id"), event.getLong("sequence"));
    }

    /** Parses {@link #text}; fails with {@code invalid-request}. */
    static FeedPosition parse(String text) {
        if (!text.matches("[0-9]{1,18}(\\.[0-9]{1,18})?")) {
            throw ProblemException.invalid("after", "is not a position of the changes");
        }
        int dot = text.indexOf('.');
        return dot < 0
                ? endOf(Long.parseLong(text))
                : new FeedPosition(Long.parseLong(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1)));
    }

    String text() {
        return sequence == Long.MAX_VALUE ? Long.toString(transaction) : transaction + "." + sequence;
    }
}
