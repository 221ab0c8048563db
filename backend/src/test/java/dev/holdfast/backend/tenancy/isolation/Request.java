package dev.holdfast.backend.tenancy.isolation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A valid request of an operation: the last columns of {@code expected-responses.csv}.
 *
 * @param operation method and path, with path variables
 * @param meant keys of resources by path variable, for variables whose key is not the default
 * @param query query with its question mark; empty without one
 * @param mediaType media type of the body; empty without a body
 * @param body body with keys of resources in angle brackets in place of IDs
 */
public record Request(String operation, Map<String, String> meant, String query, String mediaType, String body) {
    /** A path variable, with the word before it. */
    private static final Pattern VARIABLE = Pattern.compile("(?:([\\w-]+)/)?\\{(\\w+)}");
    /** A key in a body, such as {@code <deviceId>}. */
    private static final Pattern KEY = Pattern.compile("<([^<>]+)>");

    private static final String JSON = "application/json";

    /** Keys of catalogs, and of values that belong to no catalog. */
    private static final Set<String> NOT_OF_A_CATALOG = Set.of(
            "catalog",
            "partner",
            "version",
            "kind",
            "sequence",
            "path",
            "list",
            "issuer",
            "request",
            "manufacturer",
            "people/id",
            "fingerprint");

    /** Returns at least one request for each operation, in the order of the table. */
    public static List<Request> all() {
        List<List<String>> lines = Rows.of("/expected-responses.csv");
        int path = lines.getFirst().indexOf("path");
        return lines.stream()
                .skip(1)
                .map(row -> of(row.getFirst(), row.get(path), row.get(path + 1), row.get(path + 2)))
                .toList();
    }

    /** Reads a row. {@code path} has parts such as {@code id=to approve}, the key for a variable, or a query such as {@code ?limit=1}. */
    private static Request of(String operation, String path, String mediaType, String body) {
        Map<String, String> meant = new LinkedHashMap<>();
        String query = "";
        for (String part : path.isEmpty() ? new String[0] : path.split(",", -1)) {
            if (part.startsWith("?")) {
                query = part;
            } else {
                String[] sides = part.split("=", 2);
                meant.put(sides[0], sides[1]);
            }
        }
        return new Request(operation, Map.copyOf(meant), query, mediaType, body);
    }

    /** Returns the method. */
    public String method() {
        return operation.split(" ", 2)[0];
    }

    /** Returns whether the request only reads. */
    public boolean reads() {
        return method().equals("GET");
    }

    /** Returns whether the path is below a catalog. */
    public boolean isInCatalog() {
        return operation.contains("/catalogs/{catalog}");
    }

    /** Returns the keys of the catalog's resources in path and body. */
    public List<String> ids() {
        Set<String> names = new LinkedHashSet<>();
        VARIABLE.matcher(operation).results().forEach(found -> names.add(name(found.group(1), found.group(2))));
        KEY.matcher(body).results().forEach(found -> names.add(found.group(1)));
        names.removeIf(name -> NOT_OF_A_CATALOG.contains(name) || SampleIds.isNew(name));
        return List.copyOf(names);
    }

    /** Returns the request with another body. */
    public Request withBody(String other) {
        return new Request(operation, meant, query, mediaType, other);
    }

    /** Returns path and query with these IDs. */
    public String path(SampleIds ids) {
        Matcher variables = VARIABLE.matcher(operation.split(" ", 2)[1]);
        return variables.replaceAll(found ->
                        Matcher.quoteReplacement((found.group(1) == null ? "" : found.group(1) + "/")
                                + written(found.group(2), ids.get(name(found.group(1), found.group(2))))))
                + query;
    }

    /** Encodes a value. The variable {@code path} is itself a path and keeps its slashes. */
    private static String written(String variable, String value) {
        return variable.equals("path")
                ? value
                : URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Returns the key of a path variable: the one in the table, or by default the variable's name. The default for {@code id} and
     * {@code serial} begins with the word before the variable, such as {@code tokens/id}.
     */
    private String name(String word, String variable) {
        String plain = List.of("id", "serial").contains(variable) ? word + "/" + variable : variable;
        return meant.getOrDefault(variable, plain);
    }

    /** Returns the body with these IDs. A body that is only a key, such as {@code <new image>}, is that key's file. */
    public byte[] body(SampleIds ids) {
        Matcher file = KEY.matcher(body);
        if (file.matches()) {
            return ids.file(file.group(1));
        }
        String text = mediaType.equals(JSON) ? body : body.replace("\\n", "\n");
        return KEY.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(ids.get(found.group(1))))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return operation + (meant.isEmpty() ? "" : " " + meant) + " " + Arrays.asList(body);
    }
}
