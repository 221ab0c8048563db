package dev.holdfast.sim.hsm;

/** ECDSA signatures of {@link PlutonProvider}: input, and encoding of R and S. */
enum EcdsaVariant {
    /** Signs a message. The signature is in DER, for TLS and X.509. */
    SHA256_DER("SHA256withECDSA", true, true),
    /** Signs a message. The signature is R‖S, for COSE and images. */
    SHA256_P1363("SHA256withECDSAinP1363Format", true, false),
    /** Signs a SHA-256 digest. The signature is in DER. */
    NONE_DER("NONEwithECDSA", false, true),
    /** Signs a SHA-256 digest. The signature is R‖S. */
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

    /** Returns whether the input is a message, which must be hashed, and not a digest. */
    boolean hashes() {
        return hashes;
    }

    /** Returns whether the signature is in DER, and not R‖S. */
    boolean der() {
        return der;
    }
}
