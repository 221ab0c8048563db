package dev.holdfast.contract.check;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A request to the operator API, and the response.
 *
 * @param method HTTP method
 * @param path path as sent, without the query
 * @param query query as sent; empty for none
 * @param status HTTP status
 * @param headers names of headers
 * @param type media type with its parameters; empty without a body
 * @param json body; empty if it {@linkplain #isJson is not JSON}
 */
public record ApiResponse(
        String method, String path, String query, int status, Set<String> headers, String type, String json) {
    /** Converts the names to lower case. */
    public ApiResponse {
        headers = headers.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether a media type is JSON in one document. */
    public static boolean isJson(String type) {
        return mediaType(type).matches("application/(\\w+\\+)?json");
    }

    /** Returns a media type in lower case, without parameters. */
    static String mediaType(String type) {
        return type.replaceFirst("\\s*;.*", "").toLowerCase(Locale.ROOT);
    }

    /** Returns the request, the status, and the beginning of the body. */
    @Override
    public String toString() {
        return "%s %s?%s returned %d %s: %s"
                .formatted(method, path, query, status, type, json.substring(0, Math.min(json.length(), 500)));
    }
}
