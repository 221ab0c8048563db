package dev.holdfast.sim.hsm;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGeneratorSpi;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import org.jspecify.annotations.Nullable;

/** Makes client keys inside a chip; the private half of the pair is a {@link PlutonKey}. */
final class PlutonKeyPairGenerator extends KeyPairGeneratorSpi {
    private @Nullable PlutonKeySpec spec;

    @Override
    public void initialize(int size, @Nullable SecureRandom random) {
        throw new InvalidParameterException("a PlutonKeySpec says which chip makes the key");
    }

    /** Takes a {@link PlutonKeySpec}. {@code random} is ignored: the chip has its own. */
    @Override
    public void initialize(AlgorithmParameterSpec parameters, @Nullable SecureRandom random)
            throws InvalidAlgorithmParameterException {
        if (!(parameters instanceof PlutonKeySpec wanted)) {
            throw new InvalidAlgorithmParameterException("a PlutonKeySpec says which chip makes the key");
        }
        if (wanted.role() == KeyRole.GENERAL) {
            throw new InvalidAlgorithmParameterException("the general key is made once, in the factory");
        }
        spec = wanted;
    }

    @Override
    public KeyPair generateKeyPair() {
        PlutonKeySpec wanted = spec;
        if (wanted == null) {
            throw new ProviderException("initialize with a PlutonKeySpec first");
        }
        try {
            wanted.pluton().generateClientAuthKeys();
            wanted.pluton().commitClientAuthKeys();
            PlutonKey key = wanted.pluton().key(wanted.role());
            return new KeyPair(key.publicKey().toJca(), key);
        } catch (PlutonException e) {
            throw new ProviderException("Pluton makes no key", e);
        }
    }
}
