package dev.holdfast.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.tlog.AuditBundle;
import dev.holdfast.contract.tlog.Checkpoint;
import dev.holdfast.contract.tlog.MerkleHash;
import dev.holdfast.contract.tlog.MerkleTree;
import dev.holdfast.contract.tlog.Tile;
import dev.holdfast.contract.tlog.VerifierKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests {@code ./holdfast verify-audit} with intact, changed and forged audit logs. A checkpoint is a signed note. */
class VerifyAuditCommandTest {
    private static final int SIZE = 300;
    private static final Ed25519PrivateKeyParameters PRIVATE = new Ed25519PrivateKeyParameters(new byte[32], 0);
    private static final VerifierKey KEY =
            new VerifierKey("holdfast/audit/test", PRIVATE.generatePublicKey().getEncoded());

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Entries of the sealed log. */
    private final List<byte[]> entries = new ArrayList<>();

    /** Checkpoint of all entries. */
    private String newest = "";

    @BeforeEach
    void a_log_is_sealed() {
        for (int number = 1; number <= SIZE; number++) {
            entries.add(entry(number, "It was done."));
        }
        newest = note(SIZE);
    }

    @Test
    void an_untouched_log_is_intact() throws IOException {
        assertThat(verify(export(entries, entries), "--key", KEY.text())).isZero();
        assertThat(out.toString())
                .contains("Log: holdfast/audit/test")
                .contains("Entries: 300, sealed: 300, checkpoints compared: 1")
                .contains("INTACT: all sealed entries match their signatures");
    }

    @Test
    void the_key_may_be_in_a_file_and_earlier_checkpoints_in_files_and_logs() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), KEY.text() + "\n");
        Path checkpoint = Files.writeString(folder.resolve("checkpoint"), note(120));
        Path log = Files.writeString(
                folder.resolve("backend.log"),
                "2026-11-26 19:50:25 INFO started\n2026-11-26 19:50:26 INFO audit checkpoint "
                        + note(200).strip().replace("\n\n", "\n").replace('\n', '|') + "\n");
        int status = verify(
                export(entries, entries),
                "--key",
                key.toString(),
                "--earlier",
                checkpoint.toString(),
                "--earlier",
                log.toString());
        assertThat(out.toString()).contains("checkpoints compared: 3");
        assertThat(status).isZero();
    }

    @Test
    void a_changed_entry_is_named() throws IOException {
        List<byte[]> changed = new ArrayList<>(entries);
        changed.set(270, entry(271, "It was not."));
        assertThat(verify(export(changed, entries), "--key", KEY.text())).isEqualTo(1);
        assertThat(out.toString())
                .contains("Entry 271 was changed after it was sealed.")
                .contains("NOT INTACT");
    }

    @Test
    void entries_before_their_hashes_are_reported() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(AuditBundle.checkpoint(newest));
        for (int number = 1; number <= SIZE; number++) {
            file.writeBytes(AuditBundle.entry(entry(number, "It was not.")));
        }
        List<Digest> hashes = entries.stream().map(MerkleHash::leaf).toList();
        for (int from = 0; from < SIZE; from += Tile.WIDTH) {
            List<Digest> tile = hashes.subList(from, Math.min(from + Tile.WIDTH, SIZE));
            file.writeBytes(AuditBundle.hashes(Tile.join(tile).bytes()));
        }
        Path forged = Files.write(folder.resolve("forged.ndjson"), file.toByteArray());
        assertThat(verify(forged, "--key", KEY.text())).isEqualTo(1);
        assertThat(out.toString())
                .contains("Entries 1 to 300 come before their hashes in the file.")
                .contains("NOT INTACT");
    }

    @Test
    void an_earlier_file_without_a_checkpoint_is_a_usage_error() throws IOException {
        Path log = Files.writeString(
                folder.resolve("backend.log"),
                "2026-11-26 19:50:26 INFO audit checkpoint holdfast/audit/other|3|AA==\n");
        assertThat(verify(export(entries, entries), "--key", KEY.text(), "--earlier", log.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("backend.log contains no checkpoint of the log holdfast/audit/test.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_kept_checkpoint_reveals_a_log_that_was_signed_again() throws IOException {
        Path kept = Files.writeString(folder.resolve("kept"), note(200));
        entries.set(99, entry(100, "It was not."));
        newest = note(SIZE);
        Path rewritten = export(entries, entries);
        assertThat(verify(rewritten, "--key", KEY.text())).isZero();
        assertThat(verify(rewritten, "--key", KEY.text(), "--earlier", kept.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("At least one of entries 1 to 200 was changed.");
    }

    @Test
    void a_log_signed_by_another_key_is_refused() throws IOException {
        VerifierKey other = new VerifierKey(KEY.name(), new byte[32]);
        assertThat(verify(export(entries, entries), "--key", other.text())).isEqualTo(1);
        assertThat(out.toString()).contains("A checkpoint in the file cannot be trusted");
    }

    @Test
    void unreadable_input_has_its_own_exit_status() throws IOException {
        assertThat(verify(folder.resolve("nothing"), "--key", KEY.text())).isEqualTo(2);
        assertThat(verify(Files.writeString(folder.resolve("empty"), ""), "--key", KEY.text()))
                .isEqualTo(2);
        assertThat(verify(export(entries, entries), "--key", "rubbish")).isEqualTo(2);
        assertThat(err.toString())
                .contains("Cannot read")
                .contains("The file has no checkpoint")
                .contains("This is not a verifier key: the form is NAME+ID+KEY");
    }

    /** Runs the command and returns its exit code. */
    private int verify(Path file, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add(file.toString());
        return new CommandLine(new VerifyAuditCommand(new PrintWriter(out), new PrintWriter(err)))
                .execute(arguments.toArray(String[]::new));
    }

    /**
     * Writes an exported log: the newest checkpoint, then for each tile its hashes and its entries.
     *
     * @param lines entries in the file
     * @param sealed entries that the hashes in the file are for
     */
    private Path export(List<byte[]> lines, List<byte[]> sealed) throws IOException {
        List<Digest> hashes = sealed.stream().map(MerkleHash::leaf).toList();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(AuditBundle.checkpoint(newest));
        for (int from = 0; from < SIZE; from += Tile.WIDTH) {
            int to = Math.min(from + Tile.WIDTH, SIZE);
            file.writeBytes(
                    AuditBundle.hashes(Tile.join(hashes.subList(from, to)).bytes()));
            lines.subList(from, to).forEach(line -> file.writeBytes(AuditBundle.entry(line)));
        }
        return Files.write(folder.resolve("audit.ndjson"), file.toByteArray());
    }

    /** Returns a signed checkpoint of the first {@code size} entries. */
    private String note(int size) {
        MerkleTree tree = new MerkleTree();
        entries.subList(0, size).forEach(entry -> tree.append(MerkleHash.leaf(entry)));
        String text = new Checkpoint(KEY.name(), size, tree.root()).text();
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, PRIVATE);
        signer.update(message, 0, message.length);
        return KEY.note(text, signer.generateSignature());
    }

    private static byte[] entry(long number, String what) {
        return "{\"catalog\":\"c\",\"sequence\":%d,\"detail\":\"%s\"}"
                .formatted(number, what)
                .getBytes(StandardCharsets.UTF_8);
    }
}
