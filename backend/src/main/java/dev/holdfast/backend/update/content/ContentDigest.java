package dev.holdfast.backend.update.content;

import dev.holdfast.contract.id.Digest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Checks the field {@code Content-Digest} (RFC 9530) of uploads. */
public final class ContentDigest {
    private static final String ALGORITHM = "sha-256=";

    private ContentDigest() {}

    /**
     * Fails with {@code invalid-content} if the field has another SHA-256 than the body. Other algorithms are ignored.
     *
     * @param field value of the field, null when absent
     */
    public static void require(@Nullable String field, Digest body) {
        if (field != null
                && Arrays.stream(field.split(",", -1))
                        .map(String::strip)
                        .anyMatch(value -> value.startsWith(ALGORITHM) && !value.equals(body.contentDigest()))) {
            throw ImageRefusal.DIGEST_DIFFERS.problem(
                    "The body does not match the header Content-Digest. Upload the image again.");
        }
    }
}
