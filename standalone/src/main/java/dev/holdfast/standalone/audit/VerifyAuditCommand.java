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

/** Says whether an exported audit log is what was signed, with the public key alone. */
@Command(
        name = "verify-audit",
        description = {
            "Verifies an exported audit log with nothing but the public key: no network, no installation.",
            "It names every entry that was changed, moved or removed after it was sealed.",
            ""
        },
        footer = {
            "",
            "Take the key and earlier checkpoints from where you keep them, not from where the file comes from: whoever has",
            "the database and the signing key could write another log, and only a checkpoint that somebody else kept tells.",
            "An earlier checkpoint is what GET .../audit/checkpoint answered, or a line of the backend's log."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:every sealed entry is what was signed, at its place, and none is missing",
            "1:something is not, or a checkpoint is not signed by the key",
            "2:misuse, or a file that cannot be read"
        },
        mixinStandardHelpOptions = true)
public final class VerifyAuditCommand implements Callable<Integer> {
    private static final int FOUND = 1;
    private static final int MISUSE = 2;
    private static final String LOG_MARK = "audit checkpoint ";
    /** What stands between a note's text and its signature. */
    private static final String SIGNATURE = "\n\n\u2014 ";

    @Parameters(paramLabel = "FILE", description = "The exported log (GET .../audit/export, or Export in the console).")
    private Path file;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "KEY",
            description = "The verifier key (GET .../audit/key), or a file that has it.")
    private String key;

    @Option(
            names = "--earlier",
            paramLabel = "FILE",
            description =
                    "An earlier checkpoint, or a backend's log with such lines; may be repeated. The log must continue each.")
    private List<Path> earlier = new ArrayList<>();

    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * Makes the command.
     *
     * @param out where what it found goes
     * @param err where it says why it cannot
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
        return report.intact() ? 0 : FOUND;
    }

    private int misuse(String sentence) {
        err.println("holdfast: " + sentence);
        err.flush();
        return MISUSE;
    }

    private void tell(VerifierKey verifier, LogReport report) {
        out.println("Log: " + verifier.name());
        out.println("Entries: " + report.entries() + ", of which " + report.sealed()
                + " are sealed; checkpoints compared: " + report.checkpoints());
        report.findings().stream().map(LogFinding::sentence).forEach(out::println);
        if (report.findingsInAll() > report.findings().size()) {
            out.println("... and " + (report.findingsInAll() - report.findings().size()) + " more.");
        }
        out.println(
                report.intact()
                        ? "INTACT: every sealed entry is what was signed, at its place, and none is missing."
                        : "NOT INTACT: this is not the log that was signed.");
        out.flush();
    }

    private String keyText() throws IOException {
        Path named = Path.of(key);
        return Files.isRegularFile(named) ? Files.readString(named) : key;
    }

    /** A file is one signed note, or has a line for each that a backend of this log signed; one that has none proves nothing, which has to be said. */
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
                        "%s has no checkpoint of the log %s.".formatted(path, verifier.name()));
            }
            notes.addAll(lines.isEmpty() ? List.of(text) : lines);
        }
        return notes;
    }

    /** In a log, a note stands in one line, with bars for its line feeds and without the empty line before the signature. */
    private static String note(String line) {
        String joined =
                line.substring(line.indexOf(LOG_MARK) + LOG_MARK.length()).strip();
        return joined.replace("|\u2014 ", SIGNATURE).replace('|', '\n') + "\n";
    }
}
