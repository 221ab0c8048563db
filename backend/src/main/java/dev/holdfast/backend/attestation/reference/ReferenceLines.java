package dev.holdfast.backend.attestation.reference;

import dev.holdfast.backend.platform.csv.CsvFile;
import dev.holdfast.backend.platform.csv.CsvLine;
import dev.holdfast.backend.platform.csv.UnreadableCsvException;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.format.ImageType;
import dev.holdfast.contract.id.ComponentId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.reference.NewReferenceValue;
import dev.holdfast.contract.operator.reference.ReferenceImport;
import dev.holdfast.contract.operator.text.PlainText;
import dev.holdfast.contract.problem.Problem.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parses reference values to import, each with its location in the list. Accepts the whole list or reports errors. Pure. */
final class ReferenceLines {
    private static final int MAX_ERRORS = 100;
    private static final List<String> COLUMNS = List.of(ReferenceImport.HEADER.split(",", -1));

    private final Map<String, NewReferenceValue> byLocation = new LinkedHashMap<>();
    private final Map<String, String> seen = new HashMap<>();
    private final List<FieldError> errors = new ArrayList<>();

    private ReferenceLines() {}

    /** A value and its location in the list, such as {@code line 7}. */
    record Located(String location, NewReferenceValue value) {}

    /** Reads JSON values; fails with {@code invalid-request} that names each bad value. */
    static List<Located> of(List<NewReferenceValue> values) {
        ReferenceLines lines = new ReferenceLines();
        int index = 0;
        for (NewReferenceValue value : values) {
            lines.take("values[" + index++ + "]", value);
        }
        return lines.complete();
    }

    /** Reads CSV; fails with {@code invalid-request} that names each bad line. */
    static List<Located> ofCsv(byte[] content) {
        ReferenceLines lines = new ReferenceLines();
        try {
            CsvFile.read(content, ReferenceImport.MAX_VALUES, COLUMNS).forEach(lines::take);
        } catch (UnreadableCsvException e) {
            throw ProblemException.invalid(e.place(), e.problem());
        }
        return lines.complete();
    }

    private void take(CsvLine line) {
        String location = line.place();
        List<String> columns = line.values();
        if (columns.size() != COLUMNS.size()) {
            reject(location, "has " + columns.size() + " columns instead of " + COLUMNS.size());
            return;
        }
        ComponentId component = read(location, columns.get(1), ComponentId::parse, "ComponentId is not a GUID");
        ImageId image = read(location, columns.get(2), ImageId::parse, "ImageId is not a GUID");
        Digest digest = read(location, columns.get(4), Digest::parse, "Digest is not 64 hexadecimal digits");
        Long version = read(location, columns.get(5), Long::valueOf, "SecurityVersion is not a whole number");
        if (component != null && image != null && digest != null && version != null) {
            take(location, new NewReferenceValue(columns.get(0), component, image, columns.get(3), digest, version));
        }
    }

    private <T> @Nullable T read(String location, String text, Function<String, T> reader, String problem) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            reject(location, problem);
            return null;
        }
    }

    private void take(String location, NewReferenceValue value) {
        // Constraints of the elements are checked here, for both forms. Absent JSON members are null.
        if (value.type() == null
                || value.component() == null
                || value.image() == null
                || value.name() == null
                || value.digest() == null) {
            reject(location, "needs type, component, image, name and digest");
            return;
        }
        if (ImageType.ofApiName(value.type())
                .filter(type -> type != ImageType.INVALID)
                .isEmpty()) {
            reject(location, "has an unknown type: " + value.type());
        }
        if (value.name().isBlank()
                || value.name().length() > NewReferenceValue.MAX_NAME
                || !PlainText.isLine(value.name())) {
            reject(location, "needs a name of 1 to " + NewReferenceValue.MAX_NAME + " plain characters");
        }
        if (value.securityVersion() < 0) {
            reject(location, "has a negative security version");
        }
        String before = seen.putIfAbsent(value.component() + " " + value.image(), location);
        if (before != null) {
            reject(location, "has the same component and image as " + before);
        }
        byLocation.put(location, value);
    }

    private List<Located> complete() {
        if (errors.isEmpty() && byLocation.isEmpty()) {
            reject("values", "is empty");
        }

        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors.subList(0, Math.min(errors.size(), MAX_ERRORS)));
        }
        return byLocation.entrySet().stream()
                .map(entry -> new Located(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void reject(String location, String problem) {
        errors.add(new FieldError(location, problem));
    }
}
