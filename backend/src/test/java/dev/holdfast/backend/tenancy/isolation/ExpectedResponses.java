package dev.holdfast.backend.tenancy.isolation;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The table {@code expected-responses.csv}: the result of every operation for every caller.
 *
 * @param columns names of the columns, without that of the operation: first the callers, then the others
 * @param rows cells by operation, such as {@code GET /api/v1/me}, in the order of the columns
 */
public record ExpectedResponses(List<String> columns, Map<String, List<String>> rows) {
    /** Roles as the groups of an access token name them. */
    public static final List<String> ROLES =
            List.of("reader", "approver", "security-analyst", "contributor", "publisher", "owner");

    private static final int SUCCESS = 2;

    /** Reads the table. */
    public static ExpectedResponses read() {
        List<List<String>> lines = Rows.of("/expected-responses.csv");
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            rows.put(line.getFirst(), line.subList(1, line.size()));
        }
        return new ExpectedResponses(
                lines.getFirst().subList(1, lines.getFirst().size()), rows);
    }

    /** Returns all operations, with the method first. */
    public Set<String> operations() {
        return Collections.unmodifiableSet(rows.keySet());
    }

    /** Returns the cell of an operation, such as {@code GET /api/v1/me}, in a column. The head of the table explains the cells. */
    public String cell(String operation, String column) {
        return Objects.requireNonNull(rows.get(operation), operation).get(columns.indexOf(column));
    }

    /** Returns whether a status is the one that {@code caller} should get. */
    boolean isExpected(String operation, String caller, int status) {
        return isOneOf(cell(operation, caller), status);
    }

    /** Returns whether a status is the one that {@code caller} should get for one of several lists. */
    boolean isExpected(String operation, String caller, String list, int status) {
        return isOneOf(of(list, cell(operation, caller).split(",", -1)), status);
    }

    /** Returns whether a cell contains a status. Statuses are separated by a vertical bar, and "+" is any success. */
    static boolean isOneOf(String cell, int status) {
        return Arrays.stream(cell.split("\\|", -1))
                .anyMatch(one -> one.equals("+") ? isSuccess(status) : one.equals(Integer.toString(status)));
    }

    /** Returns a cell's value for one list or resource, or its value for all. */
    private static String of(String key, String[] cell) {
        return Arrays.stream(cell)
                .filter(part -> part.startsWith(key + "="))
                .map(part -> part.substring(key.length() + 1))
                .findFirst()
                .orElse(cell[0]);
    }

    /**
     * Returns the expected results if these IDs are of another catalog: statuses, "each" for success, or "-" if the request has no such ID.
     */
    Set<String> foreign(String operation, List<String> ids) {
        String[] cell = cell(operation, "foreign").split(",", -1);
        Set<String> right = new TreeSet<>();
        for (String key : ids) {
            right.addAll(List.of(of(key, cell).split("\\|", -1)));
        }
        return right;
    }

    /** Returns the roles, including "installation-owner", for which an operation succeeds. */
    List<String> successfulCallers(String operation) {
        return columns.subList(0, columns.indexOf("foreign")).stream()
                .filter(caller ->
                        !List.of("anonymous", "other-catalog", "other-product").contains(caller))
                .filter(caller -> cell(operation, caller).equals("+"))
                .toList();
    }

    /** Returns whether an operation leaves an entry in an audit log. */
    boolean leavesEntry(String operation) {
        return cell(operation, "entry").startsWith("+");
    }

    static boolean isSuccess(int status) {
        return status / 100 == SUCCESS;
    }
}
