package dev.holdfast.sim.hsm;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGeneratorSpi;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import org.jspecify.annotations.Nullable;

/** Makes client keys inside a chip. The private key of the pair is a {@link PlutonKey}. */
final class PlutonKeyPairGenerator extends KeyPairGeneratorSpi {
    private @Nullable PlutonKeySpec spec;

    @Override
    public void initialize(int size, @Nullable SecureRandom random) {
        throw new InvalidParameterException("initialize with a PlutonKeySpec");
    }

    /** Takes a {@link PlutonKeySpec}. {@code random} is ignored: the chip has its own. */
    @Override
    public void initialize(AlgorithmParameterSpec parameters, @Nullable SecureRandom random)
            throws InvalidAlgorithmParameterException {
        if (!(parameters instanceof PlutonKeySpec keySpec)) {
            throw new InvalidAlgorithmParameterException("initialize with a PlutonKeySpec");
        }
        if (keySpec.role() == KeyRole.GENERAL) {
            throw new InvalidAlgorithmParameterException("the general key is made only in the factory");
        }
        spec = keySpec;
    }

    @Override
    public KeyPair generateKeyPair() {
        PlutonKeySpec keySpec = spec;
        if (keySpec == null) {
            throw new ProviderException("initialize with a PlutonKeySpec first");
        }
        try {
            keySpec.pluton().generateClientAuthKeys();
            keySpec.pluton().commitClientAuthKeys();
            PlutonKey key = keySpec.pluton().key(keySpec.role());
            return new KeyPair(key.publicKey().toJca(), key);
        } catch (PlutonException e) {
            throw new ProviderException("Pluton cannot make a key", e);
        }
    }
}
