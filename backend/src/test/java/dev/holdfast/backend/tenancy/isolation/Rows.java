package dev.holdfast.backend.tenancy.isolation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A table in the test resources: cells are separated by semicolons, and comment lines begin with a number sign. */
final class Rows {
    private Rows() {}

    /** Reads a table with its header. The last cell of a row may contain semicolons. */
    static List<List<String>> of(String resource) {
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Rows.class.getResourceAsStream(resource)), StandardCharsets.UTF_8))) {
            List<String> lines =
                    file.lines().filter(line -> !line.startsWith("#")).toList();
            int columns = lines.getFirst().split(";", -1).length;
            return lines.stream()
                    .map(line -> Arrays.asList(line.split(";", columns)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
