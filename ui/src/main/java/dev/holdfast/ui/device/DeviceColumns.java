package dev.holdfast.ui.device;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which columns a device list shows beside the device itself.
 *
 * @param fields the operator API's names of what they show, in order
 */
public record DeviceColumns(List<String> fields) {
    public static final DeviceColumns DEFAULT =
            new DeviceColumns(List.of("trust", "update", "product", "osVersion", "lastSeen", "certificateExpires"));

    private static final List<Column> COLUMNS = List.of(
            new Column("trust", "Health"),
            new Column("update", "Update"),
            new Column("product", "Product / group"),
            new Column("osVersion", "OS"),
            new Column("applications", "Applications"),
            new Column("tags", "Tags"),
            new Column("notes", "Notes"),
            new Column("lastSeen", "Last seen"),
            new Column("lastAttestation", "Last attestation"),
            new Column("certificateExpires", "Certificate"),
            new Column("trustSince", "Health since"),
            new Column("claimedAt", "Claimed"));

    public static final List<String> ALL = COLUMNS.stream().map(Column::field).toList();

    private record Column(String field, String header) {}

    public DeviceColumns {
        fields = List.copyOf(fields);
    }

    /** Returns what of some fields there are columns for, in their order; the default where that is nothing. */
    public static DeviceColumns of(List<String> fields) {
        List<String> known = fields.stream().filter(ALL::contains).distinct().toList();
        return known.isEmpty() ? DEFAULT : new DeviceColumns(known);
    }

    static DeviceColumns parse(String text) {
        return of(List.of(text.split(",", -1)));
    }

    /** Writes them; nothing for the default. */
    String text() {
        return equals(DEFAULT) ? "" : String.join(",", fields);
    }

    /** Returns whether a column is the only one: a list without any would show the default ones. */
    boolean isOnly(String field) {
        return fields.equals(List.of(field));
    }

    /** Returns these with one more, in the place that it has among all, or one less; the only one stays. */
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

    /** Returns the fields that an export of these has: of each column all that it says, in the order of the columns. */
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
        return COLUMNS.get(ALL.indexOf(field)).header();
    }
}
