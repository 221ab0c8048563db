package dev.holdfast.standalone.audit;

import dev.holdfast.contract.tlog.AuditBundle;
import dev.holdfast.contract.tlog.LogFinding;
import dev.holdfast.contract.tlog.LogReport;
import dev.holdfast.contract.tlog.VerifierKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Verifies an exported audit log against its signed checkpoints, with the public key only. A checkpoint is a signed note (C2SP
 * signed-note): a text with the size and root hash of the log, an empty line, and a signature.
 */
@Command(
        name = "verify-audit",
        description = {
            "Verifies an exported audit log offline, with the public key only.",
            "Reports each entry that was changed, moved or removed after it was sealed.",
            ""
        },
        footer = {
            "",
            "Keep the key and checkpoints on another machine than the log. An attacker with the database and the signing key",
            "can write a new log. Only a checkpoint that you kept elsewhere reveals that.",
            "To get a checkpoint, save the response of GET .../audit/checkpoint, or keep the backend's log."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all sealed entries match their signatures, and none is missing",
            "1:an entry does not match, or a checkpoint is not signed with the key",
            "2:wrong arguments, or a file that cannot be read"
        },
        mixinStandardHelpOptions = true)
public final class VerifyAuditCommand implements Callable<Integer> {
    private static final int EXIT_FINDINGS = 1;
    private static final int EXIT_USAGE = 2;

    /** Precedes a checkpoint in a line of the backend's log. */
    private static final String LOG_MARK = "audit checkpoint ";

    /** Separates the text of a note from its signature. */
    private static final String SIGNATURE = "\n\n\u2014 ";

    @Parameters(
            paramLabel = "FILE",
            description = "The exported log (GET .../audit/export, or Export with proof in the console).")
    private Path file;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "KEY",
            description = "The verifier key (GET .../audit/key), or a file that contains it.")
    private String key;

    @Option(
            names = "--earlier",
            paramLabel = "FILE",
            description =
                    "A file with an earlier checkpoint, or a backend's log with checkpoints. Repeatable. The log must extend each.")
    private List<Path> earlier = new ArrayList<>();

    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * @param out output for findings
     * @param err output for errors
     */
    @SuppressWarnings("NullAway.Init") // picocli sets what is required
    public VerifyAuditCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        VerifierKey verifier;
        LogReport report;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            verifier = VerifierKey.parse(keyText());
            report = AuditBundle.verify(lines, verifier, notes(verifier));
        } catch (IOException e) {
            return misuse("Cannot read " + e.getMessage() + ".");
        } catch (IllegalArgumentException | AuditBundle.UnreadableException e) {
            return misuse(String.valueOf(e.getMessage()));
        }
        tell(verifier, report);
        return report.intact() ? 0 : EXIT_FINDINGS;
    }

    private int misuse(String sentence) {
        err.println("holdfast: " + sentence);
        err.flush();
        return EXIT_USAGE;
    }

    private void tell(VerifierKey verifier, LogReport report) {
        out.println("Log: " + verifier.name());
        out.println("Entries: " + report.entries() + ", sealed: " + report.sealed() + ", checkpoints compared: "
                + report.checkpoints());
        report.findings().stream().map(LogFinding::sentence).forEach(out::println);
        if (report.totalFindings() > report.findings().size()) {
            out.println("... and " + (report.totalFindings() - report.findings().size()) + " more.");
        }
        out.println(
                report.intact()
                        ? "INTACT: all sealed entries match their signatures, and none is missing."
                        : "NOT INTACT: the log differs from the signed log.");
        out.flush();
    }

    private String keyText() throws IOException {
        Path named = Path.of(key);
        return Files.isRegularFile(named) ? Files.readString(named) : key;
    }

    /**
     * Reads the earlier checkpoints. Each file is one signed note, or a backend's log with notes as lines. A file without a checkpoint is
     * an error.
     */
    private List<String> notes(VerifierKey verifier) throws IOException {
        List<String> notes = new ArrayList<>();
        for (Path path : earlier) {
            String text = Files.readString(path);
            List<String> lines = text.lines()
                    .filter(line -> line.contains(LOG_MARK + verifier.name() + "|"))
                    .map(VerifyAuditCommand::note)
                    .toList();
            if (lines.isEmpty() && !text.contains(SIGNATURE)) {
                throw new IllegalArgumentException(
                        "%s contains no checkpoint of the log %s.".formatted(path, verifier.name()));
            }
            notes.addAll(lines.isEmpty() ? List.of(text) : lines);
        }
        return notes;
    }

    /** Restores a note from a log line. The log writes each line feed as | and omits the empty line before the signature. */
    private static String note(String line) {
        String joined =
                line.substring(line.indexOf(LOG_MARK) + LOG_MARK.length()).strip();
        return joined.replace("|\u2014 ", SIGNATURE).replace('|', '\n') + "\n";
    }
}
