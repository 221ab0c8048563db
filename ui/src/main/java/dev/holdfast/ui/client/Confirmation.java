package dev.holdfast.ui.client;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The recent sign-in that the operator API requires for a dangerous operation (RFC 9470 §3).
 *
 * @param acr the authentication context classes, separated by blanks; empty for any
 * @param maxAge the maximum age in seconds; empty for any
 */
public record Confirmation(String acr, String maxAge) {
    private static final String ERROR = "error=\"insufficient_user_authentication\"";
    private static final Pattern ACR = Pattern.compile("acr_values=\"(?<value>[ !#-\\[\\]-~]+)\"");
    private static final Pattern MAX_AGE = Pattern.compile("max_age=\"?(?<value>\\d{1,9})\"?");

    /** Reads a {@code WWW-Authenticate} header; empty for other challenges. */
    static Optional<Confirmation> of(@Nullable String challenge) {
        return challenge == null || !challenge.contains(ERROR)
                ? Optional.empty()
                : Optional.of(new Confirmation(find(ACR, challenge), find(MAX_AGE, challenge)));
    }

    private static String find(Pattern pattern, String challenge) {
        Matcher found = pattern.matcher(challenge);
        return found.find() ? found.group("value") : "";
    }
}
