package dev.holdfast.gateway.edge;

/**
 * What the gateway knows of a device beside its certificate.
 *
 * @param state how it stands with the catalog that issued the certificate
 * @param demandsPostQuantum whether its group lets it in over a post-quantum key exchange only
 */
public record AdmissionState(State state, boolean demandsPostQuantum) {
    /** Of a chip that asks for a challenge: the backend is about to be asked, and once is enough. */
    public static final AdmissionState UNASKED = new AdmissionState(State.UNASKED, false);

    /** How a device stands. */
    public enum State {
        /** It is of the catalog that issued its certificate; with a general key, of any catalog. */
        OWNED("owned"),
        /** It is another catalog's, or nobody's. */
        ELSEWHERE("elsewhere"),
        /** It is of the catalog, and gets nothing, because its evidence is refused. */
        UNTRUSTED("untrusted"),
        /** An operator of the catalog blocked it: nothing of it is let in. */
        BLOCKED("blocked"),
        /** The certificate that it shows is revoked. */
        REVOKED("revoked"),
        /** Nobody was asked. */
        UNASKED("unasked");

        private final String fact;

        State(String fact) {
            this.fact = fact;
        }

        /** Returns the state as the admission policy names it. */
        String fact() {
            return fact;
        }
    }
}
