package dev.holdfast.gateway.edge;

/**
 * State of a device, besides its certificate, for the admission policy.
 *
 * @param state state in the catalog that issued the certificate
 * @param demandsPostQuantum whether its group requires a post-quantum key exchange
 */
public record AdmissionState(State state, boolean demandsPostQuantum) {
    /** State of a chip that requests a challenge: the backend decides on it anyway. */
    public static final AdmissionState UNASKED = new AdmissionState(State.UNASKED, false);

    /** State of a device in its catalog. */
    public enum State {
        /** In the catalog that issued the certificate; with a general key, in any catalog. */
        OWNED("owned"),
        /** In another catalog, or in none. */
        ELSEWHERE("elsewhere"),
        /** In the catalog, but its evidence is refused, so it gets no updates. */
        UNTRUSTED("untrusted"),
        /** Blocked by an operator of the catalog. */
        BLOCKED("blocked"),
        /** Connected with a revoked certificate. */
        REVOKED("revoked"),
        /** Not looked up. */
        UNASKED("unasked");

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
