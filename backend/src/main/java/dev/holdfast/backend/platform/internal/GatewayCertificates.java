package dev.holdfast.backend.platform.internal;

import dev.holdfast.contract.id.Digest;
import java.security.cert.X509Certificate;

/** Revocation state of gateway certificates. Checked at each request, so it must not block. */
public interface GatewayCertificates {
    /** Returns whether the revocation state is loaded, which takes a moment after the start. */
    boolean isReady();

    /** Returns whether a certificate is revoked, by the SHA-256 digest of its encoding. */
    boolean isRevoked(Digest fingerprint);

    /** Records that a gateway connected from an address, revoked or not. */
    void seen(Digest fingerprint, X509Certificate certificate, String address);
}
