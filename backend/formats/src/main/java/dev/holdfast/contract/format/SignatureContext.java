package dev.holdfast.contract.format;

import java.nio.charset.StandardCharsets;

/**
 * Format of signed bytes, as external data of a COSE_Sign1 (RFC 9052 §4.3). A signature of one format is invalid in all
 * others, even with the same key.
 */
enum SignatureContext {
    MANIFEST_SET("holdfast/manifest-set"),
    ATTESTATION_RESULT("holdfast/attestation-result"),
    PLUTON_EVIDENCE("holdfast/pluton-evidence");

    private final String text;

    SignatureContext(String text) {
        this.text = text;
    }

    /** Returns the external data, ASCII. */
    byte[] externalData() {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
