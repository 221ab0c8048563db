package dev.holdfast.backend.platform.etag;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.problem.ProblemType;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Precondition of a change: {@code If-Match} (RFC 9110 §13.1.1). Comparison is strong, so weak tags never match.
 *
 * @param tags accepted tags, quotes included; empty for any
 */
public record IfMatch(Optional<Set<String>> tags) {
    /** No precondition. */
    public static final IfMatch ANY = new IfMatch(Optional.empty());

    // Skips empty list elements (§5.6.1.2). Tags may contain commas. Quantifiers are possessive, because backtracking
    // over a header full of spaces would block the thread for hours.
    private static final Pattern ELEMENT =
            Pattern.compile("[ \\t]*+(?:(W/)?+(\"[\\x21\\x23-\\x7E\\x80-\\uFFFF]*+\"))?+[ \\t]*+(?:,|\\z)");

    /**
     * Parses the header, which may have several lines.
     *
     * @param lines null or empty when absent
     */
    public static IfMatch of(@Nullable List<String> lines) {
        if (lines == null || lines.isEmpty()) {
            return ANY;
        }
        String all = String.join(",", lines);
        return all.strip().equals("*") ? ANY : new IfMatch(Optional.of(strongTags(all)));
    }

    private static Set<String> strongTags(String list) {
        Matcher element = ELEMENT.matcher(list);
        Set<String> strong = new HashSet<>();
        boolean isEmpty = true;
        int at = 0;
        while (at < list.length()) {
            if (!element.region(at, list.length()).lookingAt()) {
                throw malformed();
            }
            if (element.group(2) != null) {
                isEmpty = false;
                if (element.group(1) == null) {
                    strong.add(element.group(2));
                }
            }
            at = element.end();
        }
        if (isEmpty) {
            throw malformed();
        }
        return Set.copyOf(strong);
    }

    /** Fails with {@code changed-meanwhile} unless the current tag matches. */
    public void require(String tag) {
        if (tags.isPresent() && !tags.get().contains(tag)) {
            throw changedMeanwhile();
        }
    }

    /** Returns the failure for a resource that changed since the caller read it. */
    public static ProblemException changedMeanwhile() {
        return ProblemException.of(
                ProblemType.CHANGED_MEANWHILE,
                "The resource was changed since you read it. Your change was not saved. Read it again and repeat the change.");
    }

    private static ProblemException malformed() {
        return ProblemException.invalid(HttpHeaders.IF_MATCH, "must be * or quoted entity tags separated by commas");
    }
}
