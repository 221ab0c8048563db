package dev.holdfast.backend.tenancy.idempotency;

import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.contract.id.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Idempotency key with its request.
 *
 * @param catalog catalog of the request; {@link CatalogId#INSTALLATION} for none
 * @param caller subject and name in the audit log. A personal token shares the keys of its creator; a service has its own
 * @param key the caller's key
 * @param fingerprint digest of method, URL, media type and body
 * @param attempt unique for each attempt
 */
record IdempotencyKey(CatalogId catalog, Caller caller, String key, Digest fingerprint, UUID attempt) {
    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    /** Parses the header: a string, in quotes (RFC 9651) or not. */
    static String parse(String header) {
        String text = header.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        String key = quoted ? text.substring(1, text.length() - 1) : text;
        if (!FORM.matcher(key).matches() || key.indexOf('"') >= 0) {
            throw ProblemException.invalid(
                    "Idempotency-Key", "must have 1 to 255 visible characters in quotes, such as a new GUID");
        }
        return key;
    }

    /** Returns the first four parameters of a statement, which identify catalog and caller, followed by {@code others}. */
    Object[] parameters(Object... others) {
        Object[] all = {catalog, caller.subject().issuer(), caller.subject().id(), caller.name()};
        return Stream.concat(Arrays.stream(all), Arrays.stream(others)).toArray();
    }

    static Digest fingerprint(String method, String address, String mediaType, byte[] body) {
        byte[] head = (method + ' ' + address + '\n' + mediaType + '\n').getBytes(StandardCharsets.UTF_8);
        return Digest.sha256(ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array());
    }
}
