package dev.holdfast.backend.platform.feed;

import dev.holdfast.backend.platform.problem.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Position of a reader of a catalog's events. Events are read in batches: those that one snapshot of the database does not see and a later
 * one does. A batch is in the order of sequence numbers. A transaction that waits for a row of another one commits after it and appends after
 * it, so events about one row are always in the order of its changes (ADR 0043).
 *
 * @param restored when the database was last restored from a backup, in milliseconds since 1970; 0 for never. A snapshot means something else
 *     in a restored database
 * @param before snapshot that the reader has read completely, as PostgreSQL writes it
 * @param upTo snapshot at the end of the batch; empty before the next batch begins
 * @param sequence sequence number of the last event that was read in the batch; 0 for none
 * @param at time of that event, or of the newest snapshot if there is none, in milliseconds since 1970
 */
public record EventPosition(long restored, String before, String upTo, long sequence, long at) {
    private static final String SNAPSHOT = "[1-9][0-9]{0,17}:[1-9][0-9]{0,17}:[0-9,]{0,4000}";
    private static final Pattern TRANSACTIONS = Pattern.compile("|[0-9]{1,18}(,[0-9]{1,18})*");
    private static final Pattern TEXT =
            Pattern.compile("([0-9]{1,18})_(" + SNAPSHOT + ")_(|" + SNAPSHOT + ")_([0-9]{1,18})_([0-9]{1,18})");

    /** Returns the position after all events that a snapshot sees. */
    static EventPosition after(long restored, String snapshot, long at) {
        return new EventPosition(restored, snapshot, "", 0, at);
    }

    /** Returns the position after the events up to a sequence number, in a database that was restored since, or before the first event. */
    static EventPosition continuing(EventPosition now, long sequence) {
        return new EventPosition(now.restored, EventFeed.NOTHING_SEEN, now.before, sequence, now.at);
    }

    /** Parses {@link #text}; fails with {@code invalid-request}. */
    public static EventPosition parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()
                || !isSnapshot(parts.group(2))
                || !(parts.group(3).isEmpty() || isSnapshot(parts.group(3)))) {
            throw ProblemException.invalid("Last-Event-ID", "is not the ID of an event");
        }
        return new EventPosition(
                Long.parseLong(parts.group(1)),
                parts.group(2),
                parts.group(3),
                Long.parseLong(parts.group(4)),
                Long.parseLong(parts.group(5)));
    }

    /** Returns whether PostgreSQL can read a snapshot: ascending transactions in progress, from the first one to before the end. */
    private static boolean isSnapshot(String text) {
        String[] parts = text.split(":", -1);
        if (!TRANSACTIONS.matcher(parts[2]).matches()) {
            return false;
        }
        long least = Long.parseLong(parts[0]);
        long end = Long.parseLong(parts[1]);
        for (String transaction : parts[2].isEmpty() ? new String[0] : parts[2].split(",", -1)) {
            long next = Long.parseLong(transaction);
            if (next < least || next >= end) {
                return false;
            }
            least = next;
        }
        return least <= end;
    }

    /** Returns the position as an event ID. */
    public String text() {
        return restored + "_" + before + '_' + upTo + '_' + sequence + '_' + at;
    }

    /** Returns the newest snapshot of the position. */
    String newest() {
        return upTo.isEmpty() ? before : upTo;
    }

    /** Begins a batch that ends at the snapshot of another position. */
    EventPosition endingAt(EventPosition now) {
        return new EventPosition(restored, before, now.before, 0, now.at);
    }

    /** Returns the position after the batch. */
    EventPosition ended() {
        return after(restored, upTo, at);
    }

    EventPosition at(long eventSequence, long milliseconds) {
        return new EventPosition(restored, before, upTo, eventSequence, milliseconds);
    }
}
