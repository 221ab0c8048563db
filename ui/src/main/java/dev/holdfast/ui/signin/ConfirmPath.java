package dev.holdfast.ui.signin;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Confirms the person's identity: {@code /confirm?to=PAGE&acr=…&max_age=…} redirects to the identity provider, which asks for the
 * password again, and then back to the page.
 */
final class ConfirmPath {
    static final String PATH = "/confirm";
    /** The parameter on the way back from the identity provider. */
    static final String CONFIRMED = "confirmed";

    /** A path with one slash at its beginning: two would name another host. */
    private static final Pattern PAGE = Pattern.compile("/(?![/\\\\])[^\\\\\\p{Cntrl}]*");

    private static final Pattern ACR = Pattern.compile("[ !#-\\[\\]-~]{1,200}");
    private static final Pattern MAX_AGE = Pattern.compile("\\d{1,9}");

    private ConfirmPath() {}

    /** Returns whether to redirect to the provider; false on the way back. */
    static boolean isOutbound(RoutingContext request) {
        return isConfirmation(request) && request.request().getParam(CONFIRMED) == null;
    }

    static boolean isConfirmation(RoutingContext request) {
        return PATH.equals(request.normalizedPath());
    }

    static Optional<String> acr(RoutingContext request) {
        return parameter(request, "acr", ACR);
    }

    /** Returns the maximum age of the sign-in in seconds. */
    static Optional<String> maxAge(RoutingContext request) {
        return parameter(request, "max_age", MAX_AGE);
    }

    /** Returns the page to come back to, always one of this console. */
    static String page(RoutingContext request) {
        return parameter(request, "to", PAGE).orElse("/");
    }

    private static Optional<String> parameter(RoutingContext request, String name, Pattern form) {
        return Optional.ofNullable(request.request().getParam(name))
                .filter(value -> form.matcher(value).matches());
    }
}
