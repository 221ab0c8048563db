package dev.holdfast.backend.platform.problem;

import dev.holdfast.contract.problem.Problem.FieldError;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checks request targets. Refuses invalid percent-encoding (RFC 3986 §2.1), which the framework would replace silently. Refuses the
 * segments {@code .} and {@code ..}, which a proxy and the framework may resolve differently.
 */
public final class PercentEncoding {
    private static final String BARE =
            "has characters that must be percent-encoded, such as %7B for { and %C3%A4 for ä";
    private static final String BROKEN = "is not UTF-8 in percent-encoding";

    private static final String PATH = "path";
    private static final String QUERY = "query";

    /** Characters that need no encoding, with the brackets that browsers leave (RFC 3986 §2.2, §2.3). */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~:/?@!$&'()*+,;=%\\[\\]-]*");

    /** A segment of one or two dots, percent-encoded or not. */
    private static final Pattern DOTS = Pattern.compile("(^|/)(\\.|%2[Ee]){1,2}(/|$)");

    private static final Pattern NO_OCTET = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private PercentEncoding() {}

    /**
     * Returns the first error in a target; empty when it is valid. The error's field is {@code path}, the name of a query parameter, or
     * {@code query} if a parameter's name is invalid.
     */
    public static Optional<FieldError> mistake(String target) {
        String[] parts = target.split("\\?", 2);
        return mistake(PATH, parts[0])
                .or(() -> DOTS.matcher(parts[0]).find()
                        ? Optional.of(new FieldError(PATH, "has a segment . or ..; send the path that they lead to"))
                        : Optional.empty())
                .or(() -> parts.length == 1
                        ? Optional.empty()
                        : Arrays.stream(parts[1].split("&", -1))
                                .flatMap(parameter -> mistake(name(parameter), parameter).stream())
                                .findFirst());
    }

    private static String name(String parameter) {
        String name = parameter.split("=", 2)[0];
        return name.isEmpty() || mistake(QUERY, name).isPresent()
                ? QUERY
                : URLDecoder.decode(name, StandardCharsets.UTF_8);
    }

    private static Optional<FieldError> mistake(String name, String part) {
        if (!PLAIN.matcher(part).matches()) {
            return Optional.of(new FieldError(name, BARE));
        }
        return isUtf8(part) ? Optional.empty() : Optional.of(new FieldError(name, BROKEN));
    }

    private static boolean isUtf8(String part) {
        if (NO_OCTET.matcher(part).find()) {
            return false;
        }
        byte[] octets = URLDecoder.decode(part, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
        try {
            // This decoder reports errors; the constructor of String does not.
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
