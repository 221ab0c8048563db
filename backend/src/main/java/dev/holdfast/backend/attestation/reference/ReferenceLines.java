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

/**
 * Reference values to import, each with the place that it came from, so that whoever wrote the list finds it. All of the
 * list is right, or none of it is taken. Pure.
 */
final class ReferenceLines {
    private static final int MAX_ERRORS = 100;
    private static final List<String> COLUMNS = List.of(ReferenceImport.HEADER.split(",", -1));

    private final Map<String, NewReferenceValue> byPlace = new LinkedHashMap<>();
    private final Map<String, String> seen = new HashMap<>();
    private final List<FieldError> errors = new ArrayList<>();

    private ReferenceLines() {}

    /** A value and where it stands in what was sent, such as {@code line 7}. */
    record Placed(String place, NewReferenceValue value) {}

    /** Reads the JSON form, which Jackson has parsed; fails with {@code invalid-request} that names each bad value. */
    static List<Placed> of(List<NewReferenceValue> values) {
        ReferenceLines lines = new ReferenceLines();
        int index = 0;
        for (NewReferenceValue value : values) {
            lines.take("values[" + index++ + "]", value);
        }
        return lines.complete();
    }

    /** Reads the CSV form; fails with {@code invalid-request} that names each bad line. */
    static List<Placed> ofCsv(byte[] content) {
        ReferenceLines lines = new ReferenceLines();
        try {
            CsvFile.read(content, ReferenceImport.MOST, COLUMNS).forEach(lines::take);
        } catch (UnreadableCsvException e) {
            throw ProblemException.invalid(e.place(), e.complaint());
        }
        return lines.complete();
    }

    private void take(CsvLine line) {
        String place = line.place();
        List<String> columns = line.values();
        if (columns.size() != COLUMNS.size()) {
            wrong(place, "has " + columns.size() + " columns, not " + COLUMNS.size());
            return;
        }
        ComponentId component = read(place, columns.get(1), ComponentId::parse, "ComponentId is not a GUID");
        ImageId image = read(place, columns.get(2), ImageId::parse, "ImageId is not a GUID");
        Digest digest = read(place, columns.get(4), Digest::parse, "Digest is not 64 hexadecimal digits");
        Long version = read(place, columns.get(5), Long::valueOf, "SecurityVersion is not a whole number");
        if (component != null && image != null && digest != null && version != null) {
            take(place, new NewReferenceValue(columns.get(0), component, image, columns.get(3), digest, version));
        }
    }

    private <T> @Nullable T read(String place, String text, Function<String, T> reader, String complaint) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            wrong(place, complaint);
            return null;
        }
    }

    private void take(String place, NewReferenceValue value) {
        // Constraints of the list's elements are checked here alone, for both forms. Absent fields of JSON are null
        // whatever the record says.
        if (value.type() == null
                || value.component() == null
                || value.image() == null
                || value.name() == null
                || value.digest() == null) {
            wrong(place, "needs type, component, image, name and digest");
            return;
        }
        if (ImageType.ofApiName(value.type())
                .filter(type -> type != ImageType.INVALID)
                .isEmpty()) {
            wrong(place, "has a type that does not exist: " + value.type());
        }
        if (value.name().isBlank()
                || value.name().length() > NewReferenceValue.MOST_NAME
                || !PlainText.isLine(value.name())) {
            wrong(place, "needs a name of 1 to " + NewReferenceValue.MOST_NAME + " plain characters");
        }
        if (value.securityVersion() < 0) {
            wrong(place, "has a negative security version");
        }
        String before = seen.putIfAbsent(value.component() + " " + value.image(), place);
        if (before != null) {
            wrong(place, "names the same component and image as " + before);
        }
        byPlace.put(place, value);
    }

    private List<Placed> complete() {
        if (errors.isEmpty() && byPlace.isEmpty()) {
            wrong("values", "is empty");
        }

        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors.subList(0, Math.min(errors.size(), MAX_ERRORS)));
        }
        return byPlace.entrySet().stream()
                .map(entry -> new Placed(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void wrong(String place, String complaint) {
        errors.add(new FieldError(place, complaint));
    }
}
