package dev.holdfast.sim.hsm.host;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own cryptographic providers. Any code in the JVM can register a provider at the first position, and would
 * then get keys from callers that name no provider. Providers that are registered later under these names are ignored.
 */
public final class JdkProvider {
    private static final Provider SUN = jdk("SUN");
    private static final Provider SUN_EC = jdk("SunEC");
    private static final Provider SUN_JCE = jdk("SunJCE");

    private JdkProvider() {}

    private static Provider jdk(String name) {
        Provider found = Security.getProvider(name);
        if (found == null || !isOfTheJdk(found.getClass().getClassLoader())) {
            throw new IllegalStateException(
                    "the provider " + name + " is not the JDK's; remove its replacement and restart");
        }
        return found;
    }

    private static boolean isOfTheJdk(@Nullable ClassLoader loader) {
        return loader == null || loader.equals(ClassLoader.getPlatformClassLoader());
    }

    /** Returns the provider of digests. */
    public static Provider sun() {
        return SUN;
    }

    /** Returns the provider of elliptic curves. */
    public static Provider sunEc() {
        return SUN_EC;
    }

    /** Returns the provider of ciphers. */
    public static Provider sunJce() {
        return SUN_JCE;
    }

    /** Returns the host's random number generator, shared by all. */
    public static SecureRandom random() {
        return Host.RANDOM;
    }

    /** Made at first use. */
    private static final class Host {
        private static final SecureRandom RANDOM = random();

        private static SecureRandom random() {
            try {
                // The JDK's default, except on Windows, where it is missing.
                return SecureRandom.getInstance(
                        SUN.getService("SecureRandom", "NativePRNG") == null ? "DRBG" : "NativePRNG", SUN);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("DRBG is not available", e);
            }
        }
    }
}
