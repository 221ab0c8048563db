package dev.holdfast.sim.hsm;

import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.SignatureBytes;
import java.util.List;

/** Result of PROCESS_ATTESTATION ({@code struct azure_sphere_attestation_result}). */
public sealed interface AttestationOutcome {
    /**
     * Successful attestation: {@code successful} is 1.
     *
     * @param device X‖Y of the attestation key
     * @param signature R‖S by that key over {@code token}
     * @param measurements measurements of this boot, in order, at most 20
     * @param token the evidence for a verifier, as in {@link EvidenceFormat}
     */
    record Attested(DeviceId device, SignatureBytes signature, List<Measurement> measurements, Blob token)
            implements AttestationOutcome {
        public Attested {
            measurements = List.copyOf(measurements);
        }
    }

    /**
     * Failed attestation: {@code successful} is 0, and so are all other fields.
     *
     * @param reason text for people
     */
    record NotAttested(String reason) implements AttestationOutcome {}
}
