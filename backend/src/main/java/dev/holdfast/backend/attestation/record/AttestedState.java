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
 * @param id SHA-256 of measurements and evidence part
 * @param measurements expected, reported and verdict of each image, as JSON
 * @param evidencePart part of the evidence that holds the measurements
 */
record AttestedState(UUID catalog, Digest id, String measurements, Blob evidencePart) {
    static AttestedState of(UUID catalog, String measurements, Blob evidencePart) {
        byte[] text = measurements.getBytes(StandardCharsets.UTF_8);
        byte[] part = evidencePart.bytes();
        byte[] content = Arrays.copyOf(text, text.length + part.length);
        System.arraycopy(part, 0, content, text.length, part.length);
        return new AttestedState(catalog, Digest.sha256(content), measurements, evidencePart);
    }

    record StateRow(
            UUID catalog, Digest stateId, @JsonRawValue String measurements, Blob evidencePart, String usedOn) {}

    StateRow row(String day) {
        return new StateRow(catalog, id, measurements, evidencePart, day);
    }
}
