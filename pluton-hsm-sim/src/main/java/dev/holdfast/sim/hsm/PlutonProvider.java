package dev.holdfast.sim.hsm;

import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Lets standard software (JSSE, and so Netty and Vert.x) use keys inside Pluton.
 *
 * <table>
 * <caption>Services</caption>
 * <tr><th>type<th>algorithm<th>what
 * <tr><td>{@code Signature}<td>{@code SHA256withECDSA}, {@code NONEwithECDSA}, both also {@code inP1363Format}
 *   <td>signs with a {@link PlutonKey}; verification is left to other providers
 * <tr><td>{@code KeyStore}<td>{@value #KEY_STORE}<td>handles and certificate chains; loaded from a
 * {@link PlutonKeyStoreParameter} or empty, never from or to a stream
 * <tr><td>{@code KeyPairGenerator}<td>{@code EC}<td>makes and commits client keys, for a {@link PlutonKeySpec}
 * </table>
 *
 * <p>It comes after the other providers and accepts only {@link PlutonKey}s, so other keys use the same providers as
 * before.
 */
public final class PlutonProvider extends Provider {
    /** Name of the provider in {@link Security}. */
    public static final String NAME = "HoldfastPluton";
    /** Type of the key store. */
    public static final String KEY_STORE = "Pluton";

    private static final long serialVersionUID = 1;

    /** Makes the provider; see {@link #install()}. */
    public PlutonProvider() {
        super(NAME, "2", "Keys inside a simulated Pluton");
        Map<String, String> handlesOnly = Map.of("SupportedKeyClasses", PlutonKey.class.getName());
        for (EcdsaVariant variant : EcdsaVariant.values()) {
            putService(new DirectService(
                    this,
                    "Signature",
                    variant.algorithm(),
                    () -> new PlutonSignature(variant),
                    handlesOnly,
                    key -> key instanceof PlutonKey));
        }
        putService(new DirectService(this, "KeyStore", KEY_STORE, PlutonKeyStore::new, Map.of(), key -> false));
        putService(
                new DirectService(this, "KeyPairGenerator", "EC", PlutonKeyPairGenerator::new, Map.of(), key -> false));
    }

    /** Adds the provider after the existing ones, unless it is installed. */
    public static synchronized void install() {
        if (Security.getProvider(NAME) == null) {
            Security.addProvider(new PlutonProvider());
        }
    }

    /** A service that makes its instances without reflection, so that their classes can stay package-private. */
    private static final class DirectService extends Service {
        private final Supplier<Object> constructor;
        private final Predicate<Object> takesKey;

        DirectService(
                Provider provider,
                String type,
                String algorithm,
                Supplier<Object> constructor,
                Map<String, String> attributes,
                Predicate<Object> takesKey) {
            super(provider, type, algorithm, "dev.holdfast.sim.hsm." + type, List.of(), attributes);
            this.constructor = constructor;
            this.takesKey = takesKey;
        }

        @Override
        public Object newInstance(Object constructorParameter) {
            return constructor.get();
        }

        @Override
        public boolean supportsParameter(Object key) {
            return takesKey.test(key);
        }
    }
}
