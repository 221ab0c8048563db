/**
 * Blocks devices, revokes certificates and retires authorities. Publishes revocation by CRL (RFC 5280) and OCSP (RFC 6960).
 *
 * <p>Guarantees: an operation and the change that notifies gateways commit together; each operation has a reason in the audit log; a
 * preview uses the same query as the operation.
 *
 * <p>Start reading at {@link dev.holdfast.backend.pki.revocation.BlockDevices}, then
 * {@link dev.holdfast.backend.pki.revocation.RevokeCertificates} and {@link dev.holdfast.backend.pki.revocation.CertificateStatuses}.
 */
@NullMarked
package dev.holdfast.backend.pki.revocation;

import org.jspecify.annotations.NullMarked;
