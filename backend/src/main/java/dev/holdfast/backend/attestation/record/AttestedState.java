package dev.holdfast.backend.attestation.record;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.holdfast.contract.id.Blob;
import dev.holdfast.contract.id.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * What all devices of a catalog have in common that run the same and are compared with the same: kept once, and named by its
 * content.
 *
 * @param catalog whose devices
 * @param id SHA-256 of the rest
 * @param measurements expected, reported and verdict of each image, in JSON
 * @param evidencePart the part of the evidence that says what they run
 */
record AttestedState(UUID catalog, Digest id, String measurements, Blob evidencePart) {
    static AttestedState of(UUID catalog, String measurements, Blob evidencePart) {
        byte[] text = measurements.getBytes(StandardCharsets.UTF_8);
        byte[] part = evidencePart.bytes();
        byte[] content = Arrays.copyOf(text, text.length + part.length);
        System.arraycopy(part, 0, content, text.length, part.length);
        return new AttestedState(catalog, Digest.sha256(content), measurements, evidencePart);
    }

    /** A row for {@code record_attestations}. */
    record StateRow(
            UUID catalog, Digest stateId, @JsonRawValue String measurements, Blob evidencePart, String usedOn) {}

    StateRow row(String day) {
        return new StateRow(catalog, id, measurements, evidencePart, day);
    }
}
