package dev.holdfast.gateway.edge;

import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
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
    private static final AttributeKey<Classification> KNOWN = AttributeKey.valueOf("holdfast.classification");

    private final Authority authority;
    private final InstantSource clock;

    CertificateClassifier(Authority authority, InstantSource clock) {
        this.authority = authority;
        this.clock = clock;
    }

    /** Returns whether an earlier request of the connection was classified. */
    static boolean knows(HttpConnection connection) {
        return known(connection).get() != null;
    }

    /** Returns the identity that the certificate of a connection proves, or why it proves none. */
    Classification classify(HttpConnection connection) {
        Instant now = clock.instant();
        Classification known = known(connection).get();
        if (known == null || isOutdated(known)) {
            known = classify(peerChain(connection), now);
            if (!(known instanceof Classification.Undecidable)) {
                known(connection).set(known);
            }
        }
        return known instanceof Classification.Accepted accepted && now.isAfter(accepted.notAfter())
                ? new Classification.Refused(RefusalReason.OUT_OF_VALIDITY, "expired on an open connection")
                : known;
    }

    private static Attribute<Classification> known(HttpConnection connection) {
        return Channels.of(connection).attr(KNOWN);
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
