package dev.holdfast.gateway.edge;

import com.github.benmanes.caffeine.cache.Cache;
import dev.holdfast.connection.Caches;
import io.vertx.core.http.HttpConnection;
import jakarta.inject.Singleton;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Determines the device identity that the certificate of a connection proves. Signatures are verified once for each
 * connection. Expiry, and whether the root has changed, are checked on every request.
 */
@Singleton
final class CertificateClassifier {
    private final Authority authority;
    private final InstantSource clock;
    // Weak keys: entries are removed with their connections.
    private final Cache<HttpConnection, Classification> byConnection =
            Caches.begin().weakKeys().build();

    CertificateClassifier(Authority authority, InstantSource clock) {
        this.authority = authority;
        this.clock = clock;
    }

    /** Returns whether an earlier request of the connection was classified. */
    boolean knows(HttpConnection connection) {
        return byConnection.getIfPresent(connection) != null;
    }

    /** Returns the identity that the certificate of a connection proves, or why it proves none. */
    Classification classify(HttpConnection connection) {
        Instant now = clock.instant();
        Classification known = byConnection.getIfPresent(connection);
        if (known == null || isOutdated(known)) {
            known = classify(peerChain(connection), now);
            if (!(known instanceof Classification.Undecidable)) {
                byConnection.put(connection, known);
            }
        }
        return known instanceof Classification.Accepted accepted && now.isAfter(accepted.notAfter())
                ? new Classification.Refused(RefusalReason.OUT_OF_VALIDITY, "expired on an open connection")
                : known;
    }

    private boolean isOutdated(Classification known) {
        return known instanceof Classification.Accepted(var identity, var notAfter, DeviceRoot root)
                && root != authority.root();
    }

    private Classification classify(List<? extends Certificate> peer, Instant now) {
        try {
            List<X509Certificate> chain = Certificates.parsed(peer);
            if (chain.isEmpty()) {
                return new Classification.Refused(RefusalReason.MALFORMED_CERTIFICATE, "no certificate");
            }
            if (chain.size() == 1 && HelloCertificate.isSelfIssued(chain.getFirst())) {
                return HelloCertificate.verify(chain.getFirst(), now);
            }
            @Nullable DeviceRoot root = authority.root();
            return root == null ? new Classification.Undecidable() : root.verify(chain, now);
        } catch (IdentityRefusedException e) {
            return new Classification.Refused(e.reason(), String.valueOf(e.getMessage()));
        }
    }

    private static List<Certificate> peerChain(HttpConnection connection) {
        try {
            return connection.peerCertificates();
        } catch (SSLPeerUnverifiedException e) {
            // The listener requires a certificate, so this does not happen.
            return List.of();
        }
    }
}
