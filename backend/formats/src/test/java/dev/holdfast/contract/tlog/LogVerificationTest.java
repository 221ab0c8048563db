package dev.holdfast.contract.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.tlog.LogFinding.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests that each way to change a log gives the right finding. */
class LogVerificationTest {
    /** Number of sealed entries: two full tiles and a partial one. */
    private static final int SIZE = 600;

    /** Entries to verify. A test changes them as an attacker could. */
    private final List<byte[]> entries = new ArrayList<>(entries("done"));
    /** Entries as they were when they were sealed. */
    private final List<byte[]> sealed = List.copyOf(entries);

    private final List<Checkpoint> checkpoints =
            new ArrayList<>(List.of(checkpoint(sealed, 300), checkpoint(sealed, SIZE)));
    /** Stored hashes of the entries. */
    private List<Digest> hashes = hashes(sealed);

    @Test
    void an_unchanged_log_with_newer_entries_is_intact() {
        entries.add(entry(SIZE + 1, "new"));
        LogReport report = verify();
        assertThat(report.intact()).isTrue();
        assertThat(report.entries()).isEqualTo(SIZE + 1);
        assertThat(report.sealed()).isEqualTo(SIZE);
        assertThat(report.checkpoints()).isEqualTo(2);
    }

    @Test
    void a_changed_entry_is_reported() {
        entries.set(411, entry(412, "nothing was done"));
        assertThat(verify().findings())
                .containsExactly(new LogFinding(Kind.CHANGED, 412, 412, "Entry 412 was changed after it was sealed."));
    }

    @Test
    void deleted_entries_are_reported() {
        entries.subList(99, 102).clear();
        entries.remove(500);
        assertThat(verify().findings())
                .extracting(LogFinding::sentence)
                .containsExactly("Entries 100 to 102 are missing.", "Entry 504 is missing.");
    }

    @Test
    void a_deleted_entry_is_reported_after_renumbering() {
        entries.remove(597);
        entries.set(598, entry(599, "done"));
        entries.set(
                597, "{\"catalog\":\"c\",\"sequence\":598,\"detail\":\"599 done\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(verify().findings())
                .extracting(LogFinding::sentence)
                .containsExactly(
                        "Entry 598 was changed after it was sealed.",
                        "The log ends before entry 600: a checkpoint was signed when there were 600 entries.");
    }

    @Test
    void swapped_entries_are_reported() {
        Collections.swap(entries, 20, 21);
        assertThat(verify().findings())
                .extracting(LogFinding::sentence)
                .containsExactly("Entry 21 comes after entry 22.");
    }

    @Test
    void a_truncated_log_is_reported_with_and_without_hashes() {
        entries.subList(250, SIZE).clear();
        List<String> truncated =
                List.of("The log ends before entries 251 to 600: a checkpoint was signed when there were 600 entries.");
        assertThat(verify().findings()).extracting(LogFinding::sentence).isEqualTo(truncated);
        hashes = hashes.subList(0, 250);
        assertThat(verify().findings()).extracting(LogFinding::sentence).contains(truncated.getFirst());
    }

    @Test
    void an_earlier_checkpoint_reveals_a_recomputed_tree() {
        entries.set(350, entry(351, "nothing was done"));
        hashes = hashes(entries);
        checkpoints.set(1, checkpoint(entries, SIZE));
        assertThat(verify().intact())
                .as("nobody kept a checkpoint from between")
                .isTrue();

        checkpoints.add(checkpoint(sealed, 400));
        assertThat(verify().findings())
                .extracting(LogFinding::kind, LogFinding::first, LogFinding::last)
                .containsExactly(tuple(Kind.REWRITTEN, 301L, 400L));
    }

    @Test
    void a_different_checkpoint_of_the_same_size_is_reported() {
        checkpoints.add(checkpoint(entries("more"), SIZE));
        assertThat(verify().intact()).isFalse();
    }

    @Test
    void missing_hashes_are_reported() {
        hashes = hashes.subList(0, 512);
        assertThat(verify().findings())
                .extracting(LogFinding::sentence)
                .containsExactly("The stored hashes of entries 513 to 600 are missing.");
    }

    @Test
    void entries_before_their_hashes_are_reported() {
        LogVerification all = new LogVerification(checkpoints);
        entries("nothing was done").forEach(all::addEntry);
        all.addHashes(hashes);
        assertThat(all.finish().findings())
                .extracting(LogFinding::sentence)
                .containsExactly("Entries 1 to 600 come before their hashes in the file.");

        LogVerification some = new LogVerification(checkpoints);
        entries("nothing was done").subList(0, 100).forEach(some::addEntry);
        some.addHashes(hashes);
        entries.subList(100, SIZE).forEach(some::addEntry);
        assertThat(some.finish().findings())
                .extracting(LogFinding::sentence)
                .containsExactly("Entries 1 to 100 come before their hashes in the file.");
    }

    @Test
    void invalid_sequence_numbers_are_reported() {
        entries.add(0, entry(-7, "done"));
        entries.add(1, entry(0, "done"));
        assertThat(verify().findings())
                .extracting(LogFinding::sentence)
                .contains(
                        "There is an entry with the number -7; numbers begin at 1.",
                        "There is an entry with the number 0; numbers begin at 1.");
    }

    @Test
    void malformed_entries_are_reported() {
        entries.set(4, "rubbish".getBytes(StandardCharsets.UTF_8));
        assertThat(verify().findings())
                .extracting(LogFinding::sentence)
                .containsExactly("Entry 5 is not an audit entry.");
    }

    /** Verifies in the order of an export: the hashes of a tile, then their entries. */
    private LogReport verify() {
        LogVerification verification = new LogVerification(checkpoints);
        Iterator<byte[]> rest = entries.iterator();
        byte[] next = rest.next();
        for (int from = 0; from < hashes.size(); from += Tile.WIDTH) {
            verification.addHashes(hashes.subList(from, Math.min(from + Tile.WIDTH, hashes.size())));
            while (next != null && number(next) <= verification.hashCount()) {
                verification.addEntry(next);
                next = rest.hasNext() ? rest.next() : null;
            }
        }
        while (next != null) {
            verification.addEntry(next);
            next = rest.hasNext() ? rest.next() : null;
        }
        return verification.finish();
    }

    private static long number(byte[] entry) {
        Matcher number = Pattern.compile("\"sequence\":(-?\\d+)").matcher(new String(entry, StandardCharsets.UTF_8));
        return number.find() ? Long.parseLong(number.group(1)) : 0;
    }

    private static Checkpoint checkpoint(List<byte[]> entries, int size) {
        MerkleTree tree = new MerkleTree();
        hashes(entries.subList(0, size)).forEach(tree::append);
        return new Checkpoint("log", size, tree.root());
    }

    private static List<Digest> hashes(List<byte[]> entries) {
        return entries.stream().map(MerkleHash::leaf).toList();
    }

    /** Returns {@link #SIZE} entries with the same text. */
    private static List<byte[]> entries(String what) {
        List<byte[]> all = new ArrayList<>();
        for (int number = 1; number <= SIZE; number++) {
            all.add(entry(number, what));
        }
        return all;
    }

    private static byte[] entry(long number, String what) {
        return "{\"catalog\":\"c\",\"sequence\":%d,\"detail\":\"%d %s\"}"
                .formatted(number, number, what)
                .getBytes(StandardCharsets.UTF_8);
    }
}
