package dev.holdfast.backend.attestation;

import dev.holdfast.contract.device.InternalApi.Witness;
import dev.holdfast.contract.format.DebugState;
import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceKind;
import dev.holdfast.contract.format.EvidencePurpose;
import dev.holdfast.contract.format.ManufacturingState;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.format.PlutonEvidenceFormat;
import dev.holdfast.contract.format.PsaEvidenceFormat;
import dev.holdfast.contract.format.PsaPlatform;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.P256PublicKey;
import dev.holdfast.contract.id.SignatureBytes;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A chip with fresh keys that signs any evidence. */
public final class TestChip {
    private final KeyPair attestation = pair();
    private final DeviceId device = new DeviceId(P256PublicKey.of((ECPublicKey) attestation.getPublic()));
    private final P256PublicKey general = P256PublicKey.of((ECPublicKey) pair().getPublic());
    private @Nullable Nonce answered;

    public DeviceId device() {
        return device;
    }

    /** Key of the chip's TLS connections, named in its endorsement. */
    public P256PublicKey generalKey() {
        return general;
    }

    /** Returns the witness of this chip: the nonce of its last evidence; without evidence, the serial of an issued certificate. */
    public Witness witness() {
        return answered == null ? TestCatalog.witness(device) : Witness.of(device, answered);
    }

    /** Returns Pluton evidence of a finalized, locked device in its first boot, with no fuse burnt. */
    public Evidence evidence(Nonce nonce, List<Measurement> measurements) {
        answered = nonce;
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

    /** Returns the same evidence for a PSA root of trust. */
    public Evidence psaEvidence(Nonce nonce, List<Measurement> measurements) {
        return new Evidence(
                EvidenceKind.PSA,
                device,
                EvidencePurpose.ATTEST,
                nonce,
                1,
                DebugState.DISABLED_PERMANENTLY,
                ManufacturingState.DEVICE_COMPLETE,
                1,
                Set.of(),
                measurements,
                Collections.nCopies(measurements.size(), 0L),
                general,
                general);
    }

    /** Signs evidence in the format of its kind. */
    public Blob token(Evidence evidence) {
        return Blob.of(
                switch (evidence.kind()) {
                    case PLUTON -> PlutonEvidenceFormat.sign(evidence, this::sign);
                    case PSA -> psaToken(evidence, 1);
                });
    }

    /**
     * Returns a PSA token. {@code client} is the ID of the software that requested the token. Secure partitions have positive IDs,
     * applications negative ones.
     */
    public byte[] psaToken(Evidence evidence, int client) {
        Digest someone = Digest.sha256(new byte[] {1});
        return PsaEvidenceFormat.sign(
                evidence,
                new PsaPlatform(
                        someone,
                        client,
                        Blob.of(new byte[Digest.LENGTH]),
                        Collections.nCopies(evidence.measurements().size(), someone)),
                this::sign);
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
