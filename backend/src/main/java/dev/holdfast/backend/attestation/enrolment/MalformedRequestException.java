package dev.holdfast.backend.attestation.enrolment;

/** A certificate request is not what it should be; the message tells whoever made it, in one sentence. */
final class MalformedRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedRequestException(String message) {
        // Without a stack trace: it is an answer, not a fault.
        super(message, null, false, false);
    }
}
