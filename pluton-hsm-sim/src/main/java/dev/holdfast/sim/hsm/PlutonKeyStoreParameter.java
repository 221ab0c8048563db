package dev.holdfast.sim.hsm;

import java.security.KeyStore;
import org.jspecify.annotations.Nullable;

/**
 * Says whose keys {@code KeyStore.Pluton} shows: {@code general}, and {@code customer} and {@code update} when client keys
 * are committed, each without certificates until {@link KeyStore#setKeyEntry} adds them.
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
