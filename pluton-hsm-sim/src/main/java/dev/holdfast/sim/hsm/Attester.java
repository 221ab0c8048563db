package dev.holdfast.sim.hsm;

import dev.holdfast.contract.format.Evidence;
import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.contract.id.Nonce;
import dev.holdfast.contract.id.SignatureBytes;
import dev.holdfast.sim.hsm.AttestationOutcome.Attested;
import dev.holdfast.sim.hsm.AttestationOutcome.NotAttested;
import java.util.Arrays;
import java.util.Optional;

/** Signs what the chip is and has booted (RFC 9334's attester). The only user of the attestation key. */
final class Attester {
    private final SigningKey key;

    Attester(SigningKey key) {
        this.key = key;
    }

    DeviceId device() {
        return new DeviceId(key.publicKey());
    }

    AttestationOutcome attest(
            Nonce nonce, SecurityState state, MeasurementRegisters registers, ClientAuthKeys clients) {
        Optional<ClientKeys> keys = clients.attested();
        if (keys.isEmpty()) {
            return new NotAttested("generate client keys before you attest");
        }
        Evidence evidence = new Evidence(
                device(),
                nonce,
                state.bootCount(),
                state.debugState(),
                state.manufacturingState(),
                state.keystoreVersion(),
                state.capabilities(),
                registers.read(),
                keys.get().customer(),
                keys.get().update());
        byte[] token = EvidenceFormat.sign(evidence, message -> key.sign(Digest.sha256(message)));
        // The signature is the token's last element, and COSE_Sign1 ends with it.
        byte[] signature = Arrays.copyOfRange(token, token.length - SignatureBytes.LENGTH, token.length);
        return new Attested(device(), SignatureBytes.of(signature), evidence.measurements(), Blob.of(token));
    }
}
