/**
 * Ends what devices and certificates are let in for, before they expire: blocking devices.
 *
 * <p>Guarantees: an act and the change that tells gateways commit together; nothing is done without a reason in the audit log; what
 * a preview counts is what the act would find, by the same statement.
 *
 * <p>Start reading at {@link dev.holdfast.backend.pki.revocation.BlockDevices}.
 */
@NullMarked
package dev.holdfast.backend.pki.revocation;

import org.jspecify.annotations.NullMarked;
