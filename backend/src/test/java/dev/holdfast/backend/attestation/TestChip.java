package dev.holdfast.backend.attestation;

import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.PlutonEvidenceFormat;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Set;

/** A chip with fresh keys that signs whatever evidence a test wants. */
public final class TestChip {
    private final KeyPair attestation = pair();
    private final DeviceId device = new DeviceId(P256PublicKey.of((ECPublicKey) attestation.getPublic()));
    private final P256PublicKey general = P256PublicKey.of((ECPublicKey) pair().getPublic());

    public DeviceId device() {
        return device;
    }

    public P256PublicKey generalKey() {
        return general;
    }

    /** Evidence of a finalized, locked device in its first boot. */
    public Evidence evidence(Nonce nonce, List<Measurement> measurements) {
        return new Evidence(
                device,
                nonce,
                1,
                DebugState.DISABLED_PERMANENTLY,
                ManufacturingState.DEVICE_COMPLETE,
                1,
                Set.of(),
                measurements,
                general,
                general);
    }

    public Blob token(Evidence evidence) {
        return Blob.of(PlutonEvidenceFormat.sign(evidence, this::sign));
    }

    private SignatureBytes sign(byte[] message) {
        try {
            Signature ecdsa = Signature.getInstance("SHA256withECDSAinP1363Format");
            ecdsa.initSign(attestation.getPrivate());
            ecdsa.update(message);
            return SignatureBytes.of(ecdsa.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
