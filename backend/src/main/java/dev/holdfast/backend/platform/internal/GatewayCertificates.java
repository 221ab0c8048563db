package dev.holdfast.backend.platform.internal;

import dev.holdfast.contract.id.Digest;
import java.security.cert.X509Certificate;

/** Which of the certificates that the infrastructure CA gave to gateways are still good. Asked for each request, so it must not wait. */
public interface GatewayCertificates {
    /** Returns whether that is known: soon after the start, once the database has been asked. */
    boolean isReady();

    /** Returns whether somebody revoked a certificate, by the SHA-256 digest of its encoding. */
    boolean isRevoked(Digest fingerprint);

    /**
     * Notes that a gateway connected, whatever its state.
     *
     * @param address from where
     */
    void seen(Digest fingerprint, X509Certificate certificate, String address);
}
