package dev.holdfast.contract.operator.authority;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * External root that certifies the policy CA of the installation, or a pending request for one.
 *
 * @param id GUID of the root
 * @param request PEM of the certificate request (PKCS#10) for the owner of the root
 * @param requestedAt time of the request
 * @param requestedBy user who made the request
 * @param importedAt time when the certificate was imported; null while pending
 * @param importedBy user who imported the certificate; empty while pending
 * @param rootSubject distinguished name of the root; empty while pending
 * @param notAfter expiry of the policy CA certificate under the root; null while pending
 * @param certificate PEM of the policy CA certificate under the root; empty while pending
 * @param root PEM of the root certificate; empty while pending
 */
public record ExternalRootView(
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
