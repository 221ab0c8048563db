package dev.holdfast.backend.platform.signing;

import dev.holdfast.contract.tlog.VerifierKey;

/** Signs the audit logs' checkpoints, with an Ed25519 key of the installation that signs nothing else. Blocks for a moment. */
public interface CheckpointSigner {
    /** Returns the public half, under the name of a log. */
    VerifierKey verifier(String origin);

    /** Returns the 64-byte signature over a message. */
    byte[] sign(byte[] message);
}
