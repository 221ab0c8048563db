package dev.holdfast.contract.tlog;

import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.tlog.LogFinding.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Verifies a whole log against its checkpoints, in one pass and in constant memory. The caller adds the entries in
 * order, and before each group of entries the hashes that were stored when the group was sealed ({@link #addHashes}). A
 * checkpoint proves whether entries were changed. The stored hashes show which entries were changed. An entry that comes
 * before its hash cannot be compared, so it is always a finding. Not thread-safe.
 */
public final class LogVerification {
    /** Maximum number of findings in a report. */
    public static final int MAX_FINDINGS = 100;

    /** Maximum number of missing entries that are remembered, because they can come later, out of order. */
    private static final int MAX_MISPLACED = 10_000;
    /** Start of an entry: its catalog and its sequence number. */
    private static final Pattern NUMBER = Pattern.compile("\\{\"catalog\":\"[^\"]*\",\"sequence\":(-?\\d{1,18}),");

    /** Checkpoints by the number of entries that they cover. */
    private final TreeMap<Long, List<Checkpoint>> checkpoints = new TreeMap<>();
    /** Tree over the stored hashes. */
    private final MerkleTree kept = new MerkleTree();

    private final List<LogFinding> findings = new ArrayList<>();
    /** Numbers of entries that did not come in order and can still come later. */
    private final TreeSet<Long> missing = new TreeSet<>();

    /** Number of checkpoints. */
    private final int compared;

    /** Number of entries that the largest checkpoint covers. */
    private final long sealed;

    /** Stored hashes of the current group of entries. */
    private List<Digest> run = List.of();
    /** Number of the first entry in the current group. */
    private long runBegin;
    /** Number of the next entry if none is missing. */
    private long expected = 1;

    private long entries;
    /** Number of entries that the last matching checkpoint covers. */
    private long agreed;
    /** Number of findings, including those above {@link #MAX_FINDINGS}. */
    private long found;

    /**
     * Starts a verification.
     *
     * @param checkpoints checkpoints of one log, verified with its key
     */
    public LogVerification(Collection<Checkpoint> checkpoints) {
        checkpoints.forEach(checkpoint -> this.checkpoints
                .computeIfAbsent(checkpoint.size(), size -> new ArrayList<>())
                .add(checkpoint));
        compared = checkpoints.size();
        sealed = this.checkpoints.isEmpty() ? 0 : this.checkpoints.lastKey();
        compare();
    }

    /** Adds a finding for a checkpoint without a valid signature. */
    public void addForged(String sentence) {
        note(new LogFinding(Kind.FORGED, 0, 0, sentence));
    }

    /** Adds the stored hashes of the next group of entries. */
    public void addHashes(List<Digest> hashes) {
        long first = kept.size() + 1;
        if (expected > first) {
            note(new LogFinding(
                    Kind.MISPLACED,
                    first,
                    expected - 1,
                    capital(span(first, expected - 1)) + (expected - 1 == first ? " comes" : " come")
                            + " before their hashes in the file."));
        }
        passTo(first);
        runBegin = first;
        run = List.copyOf(hashes);
        for (Digest hash : run) {
            kept.append(hash);
            kept.takeFullTiles();
            compare();
        }
    }

    /** Returns the number of stored hashes so far. */
    public long hashCount() {
        return kept.size();
    }

    /** Adds an entry. */
    public void addEntry(byte[] leaf) {
        entries++;
        OptionalLong head = number(leaf);
        long number = head.orElse(expected);
        if (head.isEmpty()) {
            note(new LogFinding(Kind.CHANGED, expected, expected, "Entry " + expected + " is not an audit entry."));
            expected++;
        } else if (number < 1) {
            note(new LogFinding(
                    Kind.MISPLACED, 0, 0, "There is an entry with the number " + number + "; numbers begin at 1."));
        } else if (number < expected) {
            noteMisplaced(number);
        } else {
            passTo(number);
            compare(number, MerkleHash.leaf(leaf));
            expected = number + 1;
        }
    }

    /** Ends the verification and returns its result. */
    public LogReport finish() {
        long there = Math.max(kept.size(), expected - 1);
        // Entries missing at the end are reported as truncated.
        while (missing.remove(expected - 1)) {
            expected--;
        }
        flushMissing();
        if (expected <= sealed) {
            note(new LogFinding(
                    Kind.TRUNCATED,
                    expected,
                    sealed,
                    "The log ends before " + span(expected, sealed) + ": a checkpoint was signed when there were "
                            + sealed + " entries."));
        } else if (expected <= there) {
            note(new LogFinding(Kind.TRUNCATED, expected, there, "The log ends before " + span(expected, there) + "."));
        }
        if (kept.size() < sealed && expected > sealed) {
            note(new LogFinding(
                    Kind.REWRITTEN,
                    kept.size() + 1,
                    sealed,
                    "The stored hashes of " + span(kept.size() + 1, sealed) + " are missing."));
        }
        findings.sort(Comparator.comparingLong(LogFinding::first));
        return new LogReport(entries, sealed, compared, findings, found);
    }

    /** Compares the root over the stored hashes so far with the checkpoints of the same size. */
    private void compare() {
        for (Checkpoint checkpoint : checkpoints.getOrDefault(kept.size(), List.of())) {
            if (checkpoint.root().equals(kept.root())) {
                agreed = kept.size();
            } else {
                note(new LogFinding(
                        Kind.REWRITTEN,
                        agreed + 1,
                        kept.size(),
                        "The stored hashes of the first " + kept.size()
                                + " entries do not match the signed checkpoint. At least one of "
                                + span(agreed + 1, kept.size()) + " was changed."));
            }
        }
    }

    private void compare(long number, Digest hash) {
        long at = number - runBegin;
        if (at >= 0 && at < run.size() && !run.get((int) at).equals(hash)) {
            note(new LogFinding(Kind.CHANGED, number, number, "Entry " + number + " was changed after it was sealed."));
        }
    }

    /** Remembers as missing the entries before {@code number} that did not come. They can still come later, out of order. */
    private void passTo(long number) {
        if (number - expected > MAX_MISPLACED) {
            flushMissing();
            noteMissing(expected, number - 1);
        } else {
            for (long gone = expected; gone < number; gone++) {
                missing.add(gone);
            }
        }
        expected = Math.max(expected, number);
        if (missing.size() > MAX_MISPLACED) {
            flushMissing();
        }
    }

    private void noteMisplaced(long number) {
        boolean late = missing.remove(number);
        note(new LogFinding(
                Kind.MISPLACED,
                number,
                number,
                late
                        ? "Entry " + number + " comes after entry " + (expected - 1) + "."
                        : "There is a second entry " + number + ", after entry " + (expected - 1) + "."));
    }

    private void flushMissing() {
        while (!missing.isEmpty()) {
            long first = missing.pollFirst();
            long last = first;
            while (missing.remove(last + 1)) {
                last++;
            }
            noteMissing(first, last);
        }
    }

    private void noteMissing(long first, long last) {
        note(new LogFinding(
                Kind.MISSING,
                first,
                last,
                capital(span(first, last)) + (first == last ? " is" : " are") + " missing."));
    }

    private void note(LogFinding finding) {
        found++;
        if (findings.size() < MAX_FINDINGS) {
            findings.add(finding);
        }
    }

    private static OptionalLong number(byte[] leaf) {
        Matcher head = NUMBER.matcher(new String(leaf, 0, Math.min(leaf.length, 200), StandardCharsets.UTF_8));
        return head.lookingAt() ? OptionalLong.of(Long.parseLong(head.group(1))) : OptionalLong.empty();
    }

    private static String span(long first, long last) {
        return first == last ? "entry " + first : "entries " + first + " to " + last;
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
