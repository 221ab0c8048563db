package dev.holdfast.sim.hsm;

import java.security.KeyStore;
import org.jspecify.annotations.Nullable;

/**
 * Selects the chip of {@code KeyStore.Pluton}. The store has {@code general}, and {@code customer} and {@code update}
 * when client keys are committed. {@link KeyStore#setKeyEntry} adds their certificates.
 *
 * @param pluton the chip
 */
public record PlutonKeyStoreParameter(Pluton pluton) implements KeyStore.LoadStoreParameter {
    /** Returns null: handles need no protection. */
    @Override
    public KeyStore.@Nullable ProtectionParameter getProtectionParameter() {
        return null;
    }
}
