package dev.holdfast.backend.attestation.enrolment;

/** What became of a certificate that was issued for a request. */
enum Recording {
    /** It is recorded, and may be given to the device. */
    RECORDED,
    /** The attestation that it is for does not count any more. */
    OVERTAKEN,
    /** The device got as many as there are since that attestation. */
    TOO_MANY
}
