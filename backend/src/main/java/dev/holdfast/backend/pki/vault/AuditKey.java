package dev.holdfast.backend.pki.vault;

import dev.holdfast.backend.pki.key.MacKey;
import dev.holdfast.backend.platform.signing.CheckpointSigner;
import dev.holdfast.contract.tlog.VerifierKey;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * Ed25519 key that signs checkpoints of the audit log. Java offers no Ed25519 on hardware security modules. So the key is derived from a
 * label and a secret of the installation, which is in the key file or token. The key itself exists only in the memory of this process.
 */
final class AuditKey implements CheckpointSigner {
    private static final byte[] LABEL = "Holdfast audit log, Ed25519".getBytes(StandardCharsets.UTF_8);

    private final Ed25519PrivateKeyParameters key;

    AuditKey(MacKey secret) {
        key = new Ed25519PrivateKeyParameters(secret.mac(LABEL), 0);
    }

    @Override
    public VerifierKey verifier(String origin) {
        return new VerifierKey(origin, key.generatePublicKey().getEncoded());
    }

    @Override
    public byte[] sign(byte[] message) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }
}
