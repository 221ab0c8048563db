package dev.holdfast.ui.device;

import dev.holdfast.ui.text.Texts;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Columns of a device list besides the device itself. {@code fields} are their names in the operator API, in order. */
public record DeviceColumns(List<String> fields) {
    public static final DeviceColumns DEFAULT =
            new DeviceColumns(List.of("trust", "update", "product", "osVersion", "lastSeen", "certificateExpires"));

    public static final List<String> ALL = List.of(
            "trust",
            "update",
            "product",
            "osVersion",
            "applications",
            "tags",
            "notes",
            "lastSeen",
            "lastAttestation",
            "certificateExpires",
            "trustSince",
            "claimedAt");

    public DeviceColumns {
        fields = List.copyOf(fields);
    }

    /** Returns columns for the known fields; the default without known fields. */
    public static DeviceColumns of(List<String> fields) {
        List<String> known = fields.stream().filter(ALL::contains).distinct().toList();
        return known.isEmpty() ? DEFAULT : new DeviceColumns(known);
    }

    static DeviceColumns parse(String text) {
        return of(List.of(text.split(",", -1)));
    }

    /** Returns the query parameter; empty for the default. */
    String text() {
        return equals(DEFAULT) ? "" : String.join(",", fields);
    }

    /** Returns whether a column is the only one. The only column cannot be removed, because no columns means the default. */
    boolean isOnly(String field) {
        return fields.equals(List.of(field));
    }

    /** Adds the column in the order of {@link #ALL}, or removes it. The only column stays. */
    DeviceColumns toggle(String field) {
        if (isOnly(field)) {
            return this;
        }
        if (fields.contains(field)) {
            return of(fields.stream().filter(one -> !one.equals(field)).toList());
        }
        return new DeviceColumns(Stream.concat(fields.stream(), Stream.of(field))
                .sorted((one, other) -> ALL.indexOf(one) - ALL.indexOf(other))
                .toList());
    }

    /** Returns the fields of an export, separated by commas: ID and name, then all fields of each column in column order. */
    String exported() {
        return Stream.concat(Stream.of("id", "name"), fields.stream().flatMap(DeviceColumns::exported))
                .collect(Collectors.joining(","));
    }

    private static Stream<String> exported(String field) {
        return switch (field) {
            case "trust" -> Stream.of("trust", "health", "reason", "block");
            case "product" -> Stream.of("product", "group");
            default -> Stream.of(field);
        };
    }

    static String header(String field) {
        return Texts.text("devices.column." + field.replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT));
    }
}
