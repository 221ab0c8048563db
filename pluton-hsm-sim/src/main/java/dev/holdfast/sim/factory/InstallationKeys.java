package dev.holdfast.sim.factory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.id.P256PublicKey;

/**
 * Keys of an installation that its chips trust.
 *
 * @param setKey signs manifest sets
 * @param capabilityKey signs capability files
 * @param resultKey signs attestation results
 * @param rootCertificatePem root of all device certificates
 */
public record InstallationKeys(
        P256PublicKey setKey, P256PublicKey capabilityKey, P256PublicKey resultKey, String rootCertificatePem) {
    /**
     * Takes the keys from the response of {@code GET trust}. While a set key is being replaced, takes the new one.
     *
     * @throws IllegalArgumentException when a key is missing or malformed
     */
    public static InstallationKeys of(JsonNode trust) {
        JsonNode setKeys = trust.path("setKeys");
        return new InstallationKeys(
                P256PublicKey.parse(setKeys.path(setKeys.size() - 1).asText()),
                P256PublicKey.parse(trust.path("capabilityKey").asText()),
                P256PublicKey.parse(trust.path("resultKey").asText()),
                trust.path("rootCertificate").asText());
    }
}
