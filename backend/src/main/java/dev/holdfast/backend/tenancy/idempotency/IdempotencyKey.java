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
 * A request that may be sent again.
 *
 * @param catalog the catalog that it is in; {@link CatalogId#INSTALLATION} for none
 * @param caller who sends it: a subject, and the name in the audit log. A personal token has that of its creator, whose keys it shares; a service has one
 *     of its own
 * @param key what the caller calls it
 * @param fingerprint of all that it asks for
 * @param attempt tells this attempt at it from others
 */
record IdempotencyKey(CatalogId catalog, Caller caller, String key, Digest fingerprint, UUID attempt) {
    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    /** Reads the header: a string in quotes (RFC 9651), or the same without. */
    static String parse(String header) {
        String text = header.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        String key = quoted ? text.substring(1, text.length() - 1) : text;
        if (!FORM.matcher(key).matches() || key.indexOf('"') >= 0) {
            throw ProblemException.invalid(
                    "Idempotency-Key",
                    "is 1 to 255 visible characters in quotes, such as a GUID made for this request");
        }
        return key;
    }

    /** Returns whose key it is, as the first four parameters of a statement, and others behind those. */
    Object[] parameters(Object... others) {
        Object[] all = {catalog, caller.subject().issuer(), caller.subject().id(), caller.name()};
        return Stream.concat(Arrays.stream(all), Arrays.stream(others)).toArray();
    }

    /** Returns the fingerprint of a request. */
    static Digest fingerprint(String method, String address, String mediaType, byte[] body) {
        byte[] head = (method + ' ' + address + '\n' + mediaType + '\n').getBytes(StandardCharsets.UTF_8);
        return Digest.sha256(ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array());
    }
}
