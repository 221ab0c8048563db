package dev.holdfast.gateway.edge;

/** A certificate proves no identity. {@link CertificateClassifier} turns this exception into {@link Classification.Refused}. */
final class IdentityRefusedException extends Exception {
    private final RefusalReason reason;

    IdentityRefusedException(RefusalReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    RefusalReason reason() {
        return reason;
    }
}
