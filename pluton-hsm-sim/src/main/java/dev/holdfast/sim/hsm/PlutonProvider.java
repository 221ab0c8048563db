package dev.holdfast.sim.hsm;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;

/**
 * Lets standard TLS stacks (JSSE, and so Netty and Vert.x) sign with keys inside Pluton. It offers one service,
 * {@code Signature.SHA256withECDSA}, and accepts one kind of key, {@link PlutonKey}; whatever else asks is served by
 * the next provider.
 */
public final class PlutonProvider extends Provider {
    /** The provider's name. */
    public static final String NAME = "HoldfastPluton";

    private static final long serialVersionUID = 1;

    /** Makes the provider; see {@link #install()}. */
    public PlutonProvider() {
        super(NAME, "1", "Signs with keys inside a simulated Pluton");
        putService(new EcdsaService(this));
    }

    /** Adds the provider behind those that are there, unless it is there already. */
    public static synchronized void install() {
        if (Security.getProvider(NAME) == null) {
            Security.addProvider(new PlutonProvider());
        }
    }

    /** Makes the signature without reflection, so that its class can stay hidden. */
    private static final class EcdsaService extends Service {
        EcdsaService(Provider provider) {
            super(
                    provider,
                    "Signature",
                    "SHA256withECDSA",
                    PlutonSignature.class.getName(),
                    List.of(),
                    Map.of("SupportedKeyClasses", PlutonKey.class.getName()));
        }

        @Override
        public Object newInstance(Object constructorParameter) throws NoSuchAlgorithmException {
            return new PlutonSignature();
        }

        @Override
        public boolean supportsParameter(Object key) {
            return key instanceof PlutonKey;
        }
    }
}
