package dev.holdfast.backend.platform.problem;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The encoding of a query (RFC 3986 §2.1): what the framework cannot read of it, it takes for another character. */
final class PercentEncoding {
    private PercentEncoding() {}

    /** Returns whether every percent sign begins an octet, and the octets are UTF-8. */
    static boolean isReadable(String query) {
        try {
            byte[] octets =
                    URLDecoder.decode(query, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
            // Unlike String's, this decoder reports what it cannot read.
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            return true;
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return false;
        }
    }
}
