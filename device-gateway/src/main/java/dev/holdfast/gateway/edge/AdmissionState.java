package dev.holdfast.gateway.edge;

/**
 * Facts about a device that the admission policy uses in addition to the certificate.
 *
 * @param state state in the catalog that issued the certificate
 * @param requiresPostQuantum whether the group of the device requires a post-quantum key exchange
 */
public record AdmissionState(State state, boolean requiresPostQuantum) {
    /** State of a chip that attests or enrols with its general key. The gateway does not check it, because the backend does. */
    public static final AdmissionState UNCHECKED = new AdmissionState(State.UNCHECKED, false);

    /** State of a device in its catalog. */
    public enum State {
        /** In the catalog that issued the certificate; with a general key, in any catalog. */
        OWNED("owned"),
        /** In another catalog, or in none. */
        OTHER_CATALOG("other-catalog"),
        /** In the catalog, but untrusted. The device gets updates with its general key only. */
        UNTRUSTED("untrusted"),
        /** Blocked by an operator of the catalog. */
        BLOCKED("blocked"),
        /** Connected with a revoked certificate. */
        REVOKED("revoked"),
        /** Not checked by the gateway. */
        UNCHECKED("unchecked");

        private final String fact;

        State(String fact) {
            this.fact = fact;
        }

        /** Returns the name in the admission policy. */
        String fact() {
            return fact;
        }
    }
}
