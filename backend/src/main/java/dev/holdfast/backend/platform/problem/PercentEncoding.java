package dev.holdfast.backend.platform.problem;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The encoding of a request's target (RFC 3986 §2.1): what the framework cannot read of it, it takes for another character. */
final class PercentEncoding {
    /** What is wrong, to complete the sentence that a name begins. */
    static final String RULE = "is not UTF-8 in percent-encoding";

    private static final String PATH = "path";
    private static final String QUERY = "query";

    private PercentEncoding() {}

    /**
     * Returns the name of the first thing in a target that cannot be read: {@code path}, or a parameter of the query, or {@code query} when
     * it is in the parameter's name. Empty when all of it can.
     */
    static Optional<String> unreadable(String target) {
        String[] parts = target.split("\\?", 2);
        if (!isReadable("", parts[0])) {
            return Optional.of(PATH);
        }
        return parts.length == 1
                ? Optional.empty()
                : Arrays.stream(parts[1].split("&", -1))
                        .filter(parameter -> !isReadable("?", parameter))
                        .map(PercentEncoding::name)
                        .findFirst();
    }

    private static String name(String parameter) {
        String name = parameter.split("=", 2)[0];
        return name.isEmpty() || !isReadable("?", name) ? QUERY : URLDecoder.decode(name, StandardCharsets.UTF_8);
    }

    /** Whether a part, behind what it begins with in a target, has only characters that may be there, and encoded ones are UTF-8. */
    private static boolean isReadable(String beginning, String part) {
        try {
            new URI(beginning + part);
            byte[] octets = URLDecoder.decode(part, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
            // Unlike String's, this decoder reports what it cannot read.
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            return true;
        } catch (URISyntaxException | CharacterCodingException | IllegalArgumentException e) {
            return false;
        }
    }
}
