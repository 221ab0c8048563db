package dev.holdfast.backend.platform.internal;

import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.problem.ProblemType;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Admits only gateways. Identifies a connection once and checks revocation at every request, so that a revocation also affects open
 * connections.
 */
@ApplicationScoped
public class GatewayGate {
    private static final Logger LOG = Logger.getLogger(GatewayGate.class);

    private static final String NAME = "device-gateway";
    private static final Duration LAST_HOUR = Duration.ofHours(1);

    private final GatewayCertificates certificates;
    private final Clock clock;
    // Weak keys: entries end with their connections.
    private final Map<HttpConnection, Optional<Gateway>> connections = Collections.synchronizedMap(new WeakHashMap<>());

    GatewayGate(GatewayCertificates certificates, Clock clock) {
        this.certificates = certificates;
        this.clock = clock;
    }

    /** A gateway's certificate, and the SHA-256 digest of its encoding. */
    private record Gateway(X509Certificate certificate, Digest fingerprint) {}

    /** Returns whether revocations are loaded, which takes a moment after the start. */
    boolean isReady() {
        return certificates.isReady();
    }

    /** Fails with {@code forbidden} unless the caller is a gateway whose certificate is not revoked. */
    void check(HttpServerRequest request) {
        Gateway gateway = connections
                .computeIfAbsent(request.connection(), first -> identify(request))
                .orElseThrow(() -> refused(request, "not-the-gateway", "Only the device gateway may call this."));
        if (certificates.isRevoked(gateway.fingerprint())) {
            throw refused(request, "gateway-revoked", "This gateway's certificate was revoked: give it a new one.");
        }
    }

    /** Returns whether the certificate of an admitted gateway expires within an hour. */
    boolean expiresSoon(HttpServerRequest request) {
        Instant soon = clock.instant().plus(LAST_HOUR);
        return connections.getOrDefault(request.connection(), Optional.empty()).stream()
                .anyMatch(gateway ->
                        gateway.certificate().getNotAfter().toInstant().isBefore(soon));
    }

    /** Closes the connections of a certificate, with their pending requests. */
    public void closeAll(Digest fingerprint) {
        List<HttpConnection> theirs;
        synchronized (connections) {
            theirs = connections.entrySet().stream()
                    .filter(entry -> entry.getValue()
                            .filter(gateway -> gateway.fingerprint().equals(fingerprint))
                            .isPresent())
                    .map(Map.Entry::getKey)
                    .toList();
        }
        theirs.forEach(HttpConnection::close);
    }

    private Optional<Gateway> identify(HttpServerRequest request) {
        Optional<Gateway> gateway = gateway(request.sslSession());
        gateway.ifPresent(found -> certificates.seen(
                found.fingerprint(),
                found.certificate(),
                String.valueOf(request.remoteAddress().hostAddress())));
        return gateway;
    }

    /** Identifies a gateway by the name in its certificate. TLS has verified the chain. */
    private static Optional<Gateway> gateway(@Nullable SSLSession session) {
        if (session == null) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate leaf && isNamed(leaf)
                    ? Optional.of(new Gateway(leaf, Digest.sha256(leaf.getEncoded())))
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException | CertificateEncodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isNamed(X509Certificate leaf) {
        try {
            return new LdapName(leaf.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .anyMatch(part -> part.getType().equalsIgnoreCase("CN") && NAME.equals(part.getValue()));
        } catch (InvalidNameException e) {
            return false;
        }
    }

    private static ProblemException refused(HttpServerRequest request, String reason, String detail) {
        LOG.warnf("refused internal request from=%s reason=%s", request.remoteAddress(), reason);
        return ProblemException.of(ProblemType.FORBIDDEN, detail);
    }
}
