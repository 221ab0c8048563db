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
 * The condition of a change (RFC 9110 §13.1.1): what somebody read is still so. Tags are compared strongly, so that a weak one never
 * matches.
 *
 * @param tags those that will do, quotes included; empty for anything that is there
 */
public record IfMatch(Optional<Set<String>> tags) {
    /** For whoever makes no condition. */
    public static final IfMatch ANY = new IfMatch(Optional.empty());

    // Of a list, empty elements are passed over (§5.6.1.2). Commas stand in tags as well. Nothing is taken back once it
    // matched:
    // a header full of blanks would hold the thread for hours otherwise.
    private static final Pattern ELEMENT =
            Pattern.compile("[ \\t]*+(?:(W/)?+(\"[\\x21\\x23-\\x7E\\x80-\\uFFFF]*+\"))?+[ \\t]*+(?:,|\\z)");

    /**
     * Reads the header, of which there may be several lines.
     *
     * @param lines null or empty when it is not there
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

    /** Fails with {@code changed-meanwhile} unless this is the tag of what is there. */
    public void require(String tag) {
        if (tags.isPresent() && !tags.get().contains(tag)) {
            throw changedMeanwhile();
        }
    }

    /** What is there is not what the caller read. */
    public static ProblemException changedMeanwhile() {
        return ProblemException.of(
                ProblemType.CHANGED_MEANWHILE,
                "Someone else changed it since you read it. Nothing was changed: read it again, and change what it says now.");
    }

    private static ProblemException malformed() {
        return ProblemException.invalid(
                HttpHeaders.IF_MATCH, "is * or entity tags in quotes with commas between them, as ETag has them");
    }
}
