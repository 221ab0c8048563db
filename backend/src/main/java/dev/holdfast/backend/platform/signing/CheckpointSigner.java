package dev.holdfast.backend.platform.signing;

import dev.holdfast.contract.tlog.VerifierKey;

/** Signs checkpoints of the audit logs with a dedicated Ed25519 key of the installation. Blocks briefly. */
public interface CheckpointSigner {
    /** Returns the public key with the name of a log. */
    VerifierKey verifier(String origin);

    /** Returns the 64-byte signature of a message. */
    byte[] sign(byte[] message);
}
