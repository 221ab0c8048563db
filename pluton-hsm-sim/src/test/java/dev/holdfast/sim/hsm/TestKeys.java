package dev.holdfast.sim.hsm;

import dev.holdfast.contract.id.P256PublicKey;

/** Public keys for tests. */
final class TestKeys {
    private TestKeys() {}

    /** Returns a valid public key with which no test signs: the base point of P-256. */
    static P256PublicKey somePublicKey() {
        return P256PublicKey.parse("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
                + "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");
    }
}
