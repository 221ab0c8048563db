package dev.holdfast.sim.hsm;

/** The ECDSA signatures that {@link PlutonProvider} offers: what is signed, and how R and S are written. */
enum EcdsaVariant {
    /** Signs a message; DER, as TLS and X.509 want it. */
    SHA256_DER("SHA256withECDSA", true, true),
    /** Signs a message; R‖S, as COSE and images want it. */
    SHA256_P1363("SHA256withECDSAinP1363Format", true, false),
    /** Signs a SHA-256 digest; DER. */
    NONE_DER("NONEwithECDSA", false, true),
    /** Signs a SHA-256 digest; R‖S. */
    NONE_P1363("NONEwithECDSAinP1363Format", false, false);

    private final String algorithm;
    private final boolean hashes;
    private final boolean der;

    EcdsaVariant(String algorithm, boolean hashes, boolean der) {
        this.algorithm = algorithm;
        this.hashes = hashes;
        this.der = der;
    }

    /** Returns the algorithm's standard name. */
    String algorithm() {
        return algorithm;
    }

    boolean hashes() {
        return hashes;
    }

    boolean der() {
        return der;
    }
}
