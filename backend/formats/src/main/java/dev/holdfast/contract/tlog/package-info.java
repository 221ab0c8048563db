/**
 * Append-only logs that anybody can check: Merkle trees (RFC 6962 §2.1) in tiles (C2SP tlog-tiles), checkpoints (C2SP
 * tlog-checkpoint) as signed notes (C2SP signed-note, Ed25519). Start with {@link
 * dev.holdfast.contract.tlog.LogVerification}, which finds what was changed; {@link
 * dev.holdfast.contract.tlog.MerkleTree} is what grows.
 */
@NullMarked
package dev.holdfast.contract.tlog;

import org.jspecify.annotations.NullMarked;
