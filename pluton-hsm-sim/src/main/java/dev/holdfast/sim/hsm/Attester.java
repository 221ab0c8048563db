package dev.holdfast.sim.hsm;

import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceKind;
import dev.holdfast.contract.format.EvidencePurpose;
import dev.holdfast.contract.format.MessageSigner;
import dev.holdfast.contract.format.PlutonEvidenceFormat;
import dev.holdfast.contract.format.PsaEvidenceFormat;
import dev.holdfast.contract.format.PsaPlatform;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.SignatureBytes;
import dev.holdfast.sim.hsm.AttestationOutcome.Attested;
import dev.holdfast.sim.hsm.AttestationOutcome.NotAttested;
import dev.holdfast.sim.hsm.rng.HealthTestedRng;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signs evidence (the attester of RFC 9334). The only user of the attestation key. */
final class Attester {
    /** PSA client ID of the partition with the client keys. Partitions of the secure world have IDs above 0. */
    private static final int KEY_PARTITION = 1;

    private static final int SEED_LENGTH = 32;

    private final SigningKey key;
    private final HealthTestedRng random;
    private EvidenceKind kind = EvidenceKind.PLUTON;
    private Digest implementation = Digest.of(new byte[Digest.LENGTH]);
    /** Random value of this boot, for PSA evidence; null until it is needed. */
    private @Nullable Blob bootSeed;

    Attester(SigningKey key, HealthTestedRng random) {
        this.key = key;
        this.random = random;
    }

    DeviceId device() {
        return new DeviceId(key.publicKey());
    }

    void setEvidenceKind(EvidenceKind newKind, Digest newImplementation) {
        kind = newKind;
        implementation = newImplementation;
    }

    /** Clears the state of one boot. */
    void restart() {
        bootSeed = null;
    }

    /**
     * Signs evidence for a purpose over a nonce.
     *
     * @param securityFloors current anti-rollback fuse of each measured component, in the order of the registers
     */
    AttestationOutcome attest(
            EvidencePurpose purpose,
            Nonce nonce,
            SecurityState state,
            MeasurementRegisters registers,
            List<Long> securityFloors,
            ClientAuthKeys clients) {
        Optional<ClientKeys> keys = clients.attested();
        if (keys.isEmpty()) {
            return new NotAttested("generate client keys before you attest");
        }
        Evidence evidence = new Evidence(
                kind,
                device(),
                purpose,
                nonce,
                state.bootCount(),
                state.debugState(),
                state.manufacturingState(),
                state.keystoreVersion(),
                state.capabilities(),
                registers.read(),
                securityFloors,
                keys.get().customer(),
                keys.get().update());
        byte[] token = sign(evidence, registers);
        // In every kind of evidence, the token ends with the signature, as COSE_Sign1 does.
        byte[] signature = Arrays.copyOfRange(token, token.length - SignatureBytes.LENGTH, token.length);
        return new Attested(device(), SignatureBytes.of(signature), evidence.measurements(), Blob.of(token));
    }

    private byte[] sign(Evidence evidence, MeasurementRegisters registers) {
        MessageSigner signer = message -> key.sign(Digest.sha256(message));
        return switch (kind) {
            case PLUTON -> PlutonEvidenceFormat.sign(evidence, signer);
            case PSA ->
                PsaEvidenceFormat.sign(
                        evidence,
                        new PsaPlatform(implementation, KEY_PARTITION, bootSeed(), registers.signers()),
                        signer);
        };
    }

    private Blob bootSeed() {
        if (bootSeed == null) {
            bootSeed = Blob.of(random.bytes(SEED_LENGTH));
        }
        return bootSeed;
    }
}
