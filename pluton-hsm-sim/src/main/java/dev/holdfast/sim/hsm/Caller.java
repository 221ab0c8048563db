package dev.holdfast.sim.hsm;

import java.util.Optional;
import java.util.Set;

/** The process that opened the device file, as the kernel knows it: what it may ask, and for which tenant it runs. */
public sealed interface Caller {
    /** Returns what the process may ask beyond what everyone may. */
    Set<Privilege> privileges();

    /** Returns the tenant for whom the process runs; empty for the operating system's own. */
    Optional<TenantId> tenant();

    /** A service of the operating system. Each has one privilege. */
    enum SystemService implements Caller {
        /** Talks to the attestation service. */
        ATTESTATION(Privilege.ATTESTATION_RUNTIME),
        /** Installs updates, finalizes devices. */
        UPDATE(Privilege.UPDATE_SECURITY_STATE),
        /** Starts the others. */
        BOOT(Privilege.POSTCODE);

        private final Privilege privilege;

        SystemService(Privilege privilege) {
            this.privilege = privilege;
        }

        @Override
        public Set<Privilege> privileges() {
            return Set.of(privilege);
        }

        @Override
        public Optional<TenantId> tenant() {
            return Optional.empty();
        }
    }

    /**
     * A customer's application. It has no privilege at all.
     *
     * @param owner the tenant that deployed it; the operating system sets it, the application cannot
     */
    record Application(TenantId owner) implements Caller {
        @Override
        public Set<Privilege> privileges() {
            return Set.of();
        }

        @Override
        public Optional<TenantId> tenant() {
            return Optional.of(owner);
        }
    }
}
