package dev.holdfast.contract.format;

import java.nio.charset.StandardCharsets;

/**
 * Format of a signed message, except PSA tokens, whose standard leaves no choice. The COSE signatures of a format cover
 * its name as external data (RFC 9052 §4.3). So a signature of one format is invalid in all other formats, even with the
 * same key.
 */
enum SignatureContext {
    MANIFEST_SET("holdfast/manifest-set"),
    ATTESTATION_RESULT("holdfast/attestation-result"),
    PLUTON_EVIDENCE("holdfast/pluton-evidence");

    private final String text;

    SignatureContext(String text) {
        this.text = text;
    }

    /** Returns the external data: the name in ASCII. */
    byte[] externalData() {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
