package dev.holdfast.backend.fleet.claim;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.problem.Problem.FieldError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The CSV file of Azure Sphere's manufacturing tools: the first line {@value #HEADER}, optionally with the column
 * {@code Proof} (base64) after it. Commas or, when the first line has them, semicolons; quotes as in RFC 4180; a byte order
 * mark and empty lines are skipped. A file with a bad line is refused whole, with every such line.
 */
final class ClaimCsv {
    static final String HEADER = "DeviceId,ProductName,DeviceGroupName";

    private static final String PROOF = ",Proof";
    private static final int COLUMNS = 3;
    private static final int MOST_TOLD = 100;
    private static final int SHOWN = 24;
    private static final int MAX_NAME = 50;

    private final List<ClaimList.Entry> entries = new ArrayList<>();
    private final List<Blob> proofs = new ArrayList<>();
    private final Map<DeviceId, Integer> lines = new HashMap<>();
    private final List<FieldError> mistakes = new ArrayList<>();

    private ClaimCsv() {}

    /** Reads a file; fails with {@code invalid-content}. */
    static ClaimList read(String text) {
        return new ClaimCsv().parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private ClaimList parse(String text) {
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(first.contains(";") ? ';' : ',')
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
        try (CSVParser records = CSVParser.parse(text, format)) {
            boolean headed = false;
            long before = 0;
            for (CSVRecord row : records) {
                // A record may go over several lines, and empty lines come before one: it begins after the last end.
                int line = (int) Math.max(before + 1, records.getCurrentLineNumber());
                before = records.getCurrentLineNumber();
                if (headed) {
                    take(line, row);
                } else {
                    requireHeader(row);
                    headed = true;
                }
            }
        } catch (UncheckedIOException | IOException e) {
            throw ProblemException.badContent(
                    "The file is no CSV: a quotation mark is not closed, or something follows one. It was read up to device "
                            + entries.size() + ". Nothing was claimed.");
        }
        return done();
    }

    private ClaimList done() {
        if (entries.isEmpty() && mistakes.isEmpty()) {
            throw ProblemException.badContent("The file names no device after its first line " + HEADER + ".");
        }
        if (entries.size() > ClaimList.MAX_DEVICES) {
            throw ProblemException.badContent("The file names " + entries.size() + " devices; at most "
                    + ClaimList.MAX_DEVICES + " are claimed at once. Divide it.");
        }
        if (!mistakes.isEmpty()) {
            throw refused(mistakes);
        }
        return new ClaimList(entries, proofs);
    }

    /** Returns the refusal of a file for its bad lines. */
    static ProblemException refused(List<FieldError> mistakes) {
        FieldError first = mistakes.getFirst();
        return ProblemException.badContent(
                "Nothing was claimed, because not every line is right: " + first.field() + " " + first.message() + ".",
                mistakes.subList(0, Math.min(MOST_TOLD, mistakes.size())));
    }

    private static void requireHeader(CSVRecord row) {
        String header = String.join(",", row);
        if (!header.equalsIgnoreCase(HEADER) && !header.equalsIgnoreCase(HEADER + PROOF)) {
            throw ProblemException.badContent("The first line must be " + HEADER + ", and may have the column Proof"
                    + " after it; it is '" + abbreviate(header) + "'.");
        }
    }

    private void take(int line, CSVRecord row) {
        boolean proven = row.size() == COLUMNS + 1;
        if ((!proven && row.size() != COLUMNS)
                || row.stream().limit(COLUMNS).anyMatch(String::isBlank)
                || row.get(1).length() > MAX_NAME
                || row.get(2).length() > MAX_NAME) {
            wrong(line, "needs three values: device ID, product and device group, each name of at most 50 characters");
            return;
        }
        try {
            DeviceId device = DeviceId.parse(row.get(0));
            Integer earlier = lines.putIfAbsent(device, line);
            if (earlier != null) {
                wrong(line, "names device " + device.shortText() + "… again, which line " + earlier + " has");
                return;
            }
            if (proven && !row.get(COLUMNS).isEmpty()) {
                proofs.add(proof(row.get(COLUMNS)));
            }
            entries.add(new ClaimList.Entry(line, device, new DeviceGroups.Name(row.get(1), row.get(2))));
        } catch (IllegalArgumentException e) {
            wrong(line, "has '" + abbreviate(row.get(0)) + "' and is not right: " + e.getMessage());
        }
    }

    private static Blob proof(String base64) {
        try {
            return Blob.parse(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the proof is not base64", e);
        }
    }

    private void wrong(int line, String message) {
        mistakes.add(new FieldError("line " + line, message));
    }

    private static String abbreviate(String piece) {
        return piece.length() <= SHOWN ? piece : piece.substring(0, SHOWN) + "…";
    }
}
