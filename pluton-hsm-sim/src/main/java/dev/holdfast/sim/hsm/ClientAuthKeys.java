package dev.holdfast.sim.hsm;

import dev.holdfast.sim.hsm.rng.HealthTestedRng;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Client authentication keys in generations: one generation waits for an attestation, one is in use. A generation has a
 * customer key, an update key, and tenant keys. A reset deletes both. Guarded by {@link Mailbox}.
 */
final class ClientAuthKeys {
    /** Maximum number of tenants with a key. */
    static final int MAX_TENANTS = 8;

    private @Nullable Generation pending;
    private @Nullable Generation current;

    void clear() {
        pending = null;
        current = null;
    }

    /** Makes a generation, which replaces the waiting one. */
    ClientKeys generate(HealthTestedRng random) {
        Generation made = new Generation(SigningKey.generate(random), SigningKey.generate(random));
        pending = made;
        return made.publicKeys();
    }

    /** Puts the waiting generation in use. */
    void commit() {
        if (pending == null) {
            throw new PlutonException(Errno.ENOKEY, "no client keys were generated");
        }
        current = pending;
        pending = null;
    }

    /** Returns the keys that evidence names: the waiting ones, or else those in use. */
    Optional<ClientKeys> attested() {
        return Optional.ofNullable(pending != null ? pending : current).map(Generation::publicKeys);
    }

    /** Returns the customer key in use; empty if none was committed. */
    Optional<SigningKey> customer() {
        return Optional.ofNullable(current).map(generation -> generation.customer);
    }

    /** Returns the update key in use; empty if none was committed. */
    Optional<SigningKey> update() {
        return Optional.ofNullable(current).map(generation -> generation.update);
    }

    /** Returns a tenant's key; empty when it has none. */
    Optional<SigningKey> tenant(TenantId tenant) {
        return Optional.ofNullable(current).map(generation -> generation.tenants.get(tenant));
    }

    /**
     * Returns a tenant's key. Makes one if there is none.
     *
     * @throws PlutonException {@link Errno#ENOKEY} when no generation is in use, {@link Errno#ENOSPC} when {@value
     *     #MAX_TENANTS} tenants have keys
     */
    SigningKey tenant(TenantId tenant, HealthTestedRng random) {
        Generation generation = current;
        if (generation == null) {
            throw new PlutonException(Errno.ENOKEY, "no client keys are committed");
        }
        SigningKey key = generation.tenants.get(tenant);
        if (key != null) {
            return key;
        }
        if (generation.tenants.size() == MAX_TENANTS) {
            throw new PlutonException(Errno.ENOSPC, MAX_TENANTS + " tenants already have keys");
        }
        SigningKey made = SigningKey.generate(random);
        generation.add(tenant, made);
        return made;
    }

    private static final class Generation {
        private final SigningKey customer;
        private final SigningKey update;
        /** Most chips have no tenant keys and share an empty map. */
        private Map<TenantId, SigningKey> tenants = Map.of();

        Generation(SigningKey customer, SigningKey update) {
            this.customer = customer;
            this.update = update;
        }

        void add(TenantId tenant, SigningKey key) {
            Map<TenantId, SigningKey> more = new LinkedHashMap<>(tenants);
            more.put(tenant, key);
            tenants = more;
        }

        ClientKeys publicKeys() {
            return new ClientKeys(customer.publicKey(), update.publicKey());
        }
    }
}
