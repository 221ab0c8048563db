package dev.holdfast.sim.hsm;

import dev.holdfast.contract.format.EvidenceFormat;
import dev.holdfast.contract.format.Measurement;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.SignatureBytes;
import java.util.List;

/** The answer to PROCESS_ATTESTATION ({@code struct azure_sphere_attestation_result}). */
public sealed interface AttestationOutcome {
    /**
     * {@code successful} is 1.
     *
     * @param device X‖Y of the attestation key
     * @param signature R‖S by that key: the signature of {@code token}
     * @param measurements of this boot, in order, at most 20
     * @param token what was signed, whole: evidence as in {@link EvidenceFormat}, which a verifier takes
     */
    record Attested(DeviceId device, SignatureBytes signature, List<Measurement> measurements, Blob token)
            implements AttestationOutcome {
        /** Copies the list. */
        public Attested {
            measurements = List.copyOf(measurements);
        }
    }

    /**
     * {@code successful} is 0 and the rest is zeros.
     *
     * @param reason for people
     */
    record NotAttested(String reason) implements AttestationOutcome {}
}
