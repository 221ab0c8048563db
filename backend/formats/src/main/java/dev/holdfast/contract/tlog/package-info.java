/**
 * Transparency logs, as which audit logs are stored and exported: Merkle trees (RFC 6962 §2.1) in tiles (C2SP
 * tlog-tiles), and checkpoints (C2SP tlog-checkpoint) as signed notes (C2SP signed-note, Ed25519).
 *
 * <p>Start reading at {@link dev.holdfast.contract.tlog.MerkleTree}, then
 * {@link dev.holdfast.contract.tlog.LogVerification}.
 */
@NullMarked
package dev.holdfast.contract.tlog;

import org.jspecify.annotations.NullMarked;
