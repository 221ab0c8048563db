/**
 * Ends what devices and certificates are let in for, before they expire: blocking devices, revoking certificates. Tells relying parties: by revocation
 * lists (RFC 5280) and by OCSP (RFC 6960).
 *
 * <p>Guarantees: an act and the change that tells gateways commit together; nothing is done without a reason in the audit log; what
 * a preview counts is what the act would find, by the same statement.
 *
 * <p>Start reading at {@link dev.holdfast.backend.pki.revocation.BlockDevices}, then
 * {@link dev.holdfast.backend.pki.revocation.RevokeCertificates} and
 * {@link dev.holdfast.backend.pki.revocation.CertificateStatuses}.
 */
@NullMarked
package dev.holdfast.backend.pki.revocation;

import org.jspecify.annotations.NullMarked;
