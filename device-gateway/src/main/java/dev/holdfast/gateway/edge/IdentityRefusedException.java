package dev.holdfast.gateway.edge;

/** A certificate proves no identity. Stays inside this package: {@link Classification.Refused} is what leaves it. */
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
