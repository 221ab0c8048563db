package dev.holdfast.backend.fleet.claim;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.platform.csv.CsvFile;
import dev.holdfast.backend.platform.csv.CsvLine;
import dev.holdfast.backend.platform.csv.UnreadableCsvException;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.claim.ClaimRequest;
import dev.holdfast.contract.operator.product.NewDeviceGroup;
import dev.holdfast.contract.problem.Problem.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the CSV file of Azure Sphere's manufacturing tools: the header {@value #HEADER}, optionally followed by the column {@code Proof}
 * (base64), in the dialects of common spreadsheets. A file with bad lines is refused as a whole, with up to {@value #MAX_ERRORS}
 * errors.
 */
final class ClaimCsv {
    static final String HEADER = "DeviceId,ProductName,DeviceGroupName";

    private static final String PROOF = "Proof";
    private static final List<String> COLUMNS = List.of(HEADER.split(",", -1));
    private static final int MAX_ERRORS = 100;
    private static final int SHOWN = 24;

    private final List<ClaimList.Entry> entries = new ArrayList<>();
    private final List<Blob> proofs = new ArrayList<>();
    private final Map<DeviceId, Integer> lines = new HashMap<>();
    private final List<FieldError> errors = new ArrayList<>();

    private ClaimCsv() {}

    /** Reads a file; fails with {@code invalid-content}. Call it on a worker thread. */
    static ClaimList read(byte[] content) {
        ClaimCsv csv = new ClaimCsv();
        try {
            CsvFile.read(content, ClaimRequest.MAX_DEVICES, COLUMNS, PROOF).forEach(csv::take);
        } catch (UnreadableCsvException e) {
            throw refused(List.of(new FieldError(e.place(), e.problem())));
        }
        return csv.done();
    }

    private ClaimList done() {
        if (entries.isEmpty() && errors.isEmpty()) {
            throw ProblemException.badContent(
                    "The file has no device after the header " + HEADER + ". Add a line for each device.");
        }
        if (!errors.isEmpty()) {
            throw refused(errors);
        }
        return new ClaimList(entries, proofs);
    }

    /** Returns the error of a file with bad lines. */
    static ProblemException refused(List<FieldError> errors) {
        FieldError first = errors.getFirst();
        return ProblemException.badContent(
                "Nothing was claimed because the file has errors: " + first.field() + " " + first.message() + ".",
                errors.subList(0, Math.min(MAX_ERRORS, errors.size())));
    }

    private void take(CsvLine csv) {
        int line = csv.number();
        List<String> row = csv.values();
        boolean proven = row.size() == COLUMNS.size() + 1;
        if ((!proven && row.size() != COLUMNS.size())
                || row.stream().limit(COLUMNS.size()).anyMatch(String::isEmpty)
                || row.get(1).length() > NewDeviceGroup.MAX_NAME
                || row.get(2).length() > NewDeviceGroup.MAX_NAME) {
            wrong(line, "needs three values: device ID, product and device group (names: at most 50 characters)");
            return;
        }
        try {
            DeviceId device = DeviceId.parse(row.get(0));
            Integer earlier = lines.putIfAbsent(device, line);
            if (earlier != null) {
                wrong(line, "repeats device " + device.shortText() + "… of line " + earlier);
                return;
            }
            if (proven && !row.get(COLUMNS.size()).isEmpty()) {
                proofs.add(proof(row.get(COLUMNS.size())));
            }
            entries.add(new ClaimList.Entry(line, device, new DeviceGroups.Name(row.get(1), row.get(2))));
        } catch (IllegalArgumentException e) {
            wrong(line, "has an invalid value '" + abbreviate(row.get(0)) + "': " + e.getMessage());
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
        errors.add(new FieldError("line " + line, message));
    }

    private static String abbreviate(String piece) {
        return piece.length() <= SHOWN ? piece : piece.substring(0, SHOWN) + "…";
    }
}
