package dev.holdfast.backend.attestation.record;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * State shared by devices of a catalog that run the same software and are compared with the same reference values. Stored once, identified
 * by its content.
 *
 * @param id SHA-256 of measurements and shared evidence
 * @param measurements expected, reported and verdict of each image, as JSON
 * @param sharedEvidence bytes of the evidence that hold the measurements
 */
record AttestedState(UUID catalog, Digest id, String measurements, Blob sharedEvidence) {
    static AttestedState of(UUID catalog, String measurements, Blob sharedEvidence) {
        byte[] text = measurements.getBytes(StandardCharsets.UTF_8);
        byte[] shared = sharedEvidence.bytes();
        byte[] content = Arrays.copyOf(text, text.length + shared.length);
        System.arraycopy(shared, 0, content, text.length, shared.length);
        return new AttestedState(catalog, Digest.sha256(content), measurements, sharedEvidence);
    }

    /** A row of the table {@code attested_state}, by column name. */
    record StateRow(
            UUID catalog, Digest stateId, @JsonRawValue String measurements, Blob evidencePart, String usedOn) {}

    StateRow row(String day) {
        return new StateRow(catalog, id, measurements, sharedEvidence, day);
    }
}
