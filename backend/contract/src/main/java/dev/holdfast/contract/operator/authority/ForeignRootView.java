package dev.holdfast.contract.operator.authority;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A root of somebody else's that certifies the installation's policy authority, or shall.
 *
 * @param id names it
 * @param request PEM of the certificate request (PKCS#10) for the owner of the root
 * @param requestedAt when it was asked for
 * @param requestedBy by whom
 * @param importedAt when the certificate came; null while it has not
 * @param importedBy by whom; empty while it has not come
 * @param rootSubject distinguished name of the root; empty while the certificate has not come
 * @param notAfter until when the certificate is good; null while it has not come
 * @param certificate PEM of the policy authority under the root; empty while it has not come
 * @param root PEM of the root; empty while the certificate has not come
 */
public record ForeignRootView(
        UUID id,
        String request,
        Instant requestedAt,
        String requestedBy,
        @Nullable Instant importedAt,
        String importedBy,
        String rootSubject,
        @Nullable Instant notAfter,
        String certificate,
        String root) {}
