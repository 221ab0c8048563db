package dev.holdfast.backend.platform.audit;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the client address that the console sends in one {@code Forwarded} header, with {@code for} and the shared {@code secret}. */
record ConsoleProxy(String secret) {
    private static final Pattern FORWARDED = Pattern.compile(
            "for=(?:(?<four>[0-9.]{7,15})|\"\\[(?<six>[0-9A-Fa-f:.]{2,45})]\");secret=\"(?<secret>[!#-\\[\\]-~]+)\"");

    /**
     * Returns the client address as {@link InetAddress#getHostAddress} writes it; null if the header is missing or malformed, or has
     * another secret.
     */
    @Nullable
    String address(List<String> forwarded) {
        if (forwarded.size() != 1) {
            return null;
        }
        Matcher matcher = FORWARDED.matcher(forwarded.getFirst());
        if (!matcher.matches() || !MessageDigest.isEqual(bytes(matcher.group("secret")), bytes(secret))) {
            return null;
        }
        String four = matcher.group("four");
        try {
            return InetAddress.ofLiteral(four == null ? matcher.group("six") : four)
                    .getHostAddress();
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
