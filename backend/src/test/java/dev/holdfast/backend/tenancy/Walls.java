package dev.holdfast.backend.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The table {@code walls.csv}: which answer everybody gets at every operation.
 *
 * @param columns the callers
 * @param rows cells by operation
 */
record Walls(List<String> columns, Map<String, List<String>> rows) {
    /** Roles as groups of the token carry them. */
    static final List<String> ROLES =
            List.of("reader", "approver", "security-analyst", "contributor", "publisher", "owner");

    private static final Set<Integer> REFUSALS = Set.of(401, 403);

    static Walls read() {
        try (BufferedReader file = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Walls.class.getResourceAsStream("/walls.csv")), StandardCharsets.UTF_8))) {
            List<List<String>> lines = file.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> Arrays.asList(line.split(";", -1)))
                    .toList();
            Map<String, List<String>> rows = new LinkedHashMap<>();
            for (List<String> line : lines.subList(1, lines.size())) {
                rows.put(line.getFirst(), line.subList(1, line.size()));
            }
            return new Walls(lines.getFirst().subList(1, lines.getFirst().size()), rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> operations() {
        return rows.keySet();
    }

    /** Fails if {@code caller} should have got another answer. */
    void check(String operation, String caller, int status) {
        String cell = Objects.requireNonNull(rows.get(operation)).get(columns.indexOf(caller));
        String what = caller + " at " + operation;
        if (cell.equals("+")) {
            assertThat(status).as(what).isNotIn(REFUSALS).isLessThan(500);
        } else {
            assertThat(status).as(what).isEqualTo(Integer.parseInt(cell));
        }
    }
}
