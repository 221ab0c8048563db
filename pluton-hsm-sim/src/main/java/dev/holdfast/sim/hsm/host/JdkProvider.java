package dev.holdfast.sim.hsm.host;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import org.jspecify.annotations.Nullable;

/**
 * Cryptography of the JDK itself. Any code in the JVM may register a provider and place it first; whoever asks the platform for
 * AES or for randomness without saying of whom would hand keys to it. What is registered under these names later does not count.
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
                    "the provider " + name + " is not the JDK's; start without what replaced it");
        }
        return found;
    }

    private static boolean isOfTheJdk(@Nullable ClassLoader loader) {
        return loader == null || loader.equals(ClassLoader.getPlatformClassLoader());
    }

    /** Returns who digests. */
    public static Provider sun() {
        return SUN;
    }

    /** Returns who knows elliptic curves. */
    public static Provider sunEc() {
        return SUN_EC;
    }

    /** Returns who encrypts. */
    public static Provider sunJce() {
        return SUN_JCE;
    }

    /** Returns the host's randomness, one generator for all. */
    public static SecureRandom random() {
        return Host.RANDOM;
    }

    /** Made when it is first asked for. */
    private static final class Host {
        private static final SecureRandom RANDOM = random();

        private static SecureRandom random() {
            try {
                // What the JDK itself prefers, except on Windows, where there is none.
                return SecureRandom.getInstance(
                        SUN.getService("SecureRandom", "NativePRNG") == null ? "DRBG" : "NativePRNG", SUN);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has DRBG", e);
            }
        }
    }
}
