package dev.holdfast.sim.hsm;

import java.util.Optional;
import java.util.Set;

/** The process that opened the device file, with its privileges and tenant, as the kernel knows it. */
public sealed interface Caller {
    Set<Privilege> privileges();

    /** Returns the tenant of an application; empty for a system service. */
    Optional<TenantId> tenant();

    /** A service of the operating system, with one privilege each. */
    enum SystemService implements Caller {
        ATTESTATION(Privilege.ATTESTATION_RUNTIME),
        /** Installs updates and finalizes devices. */
        UPDATE(Privilege.UPDATE_SECURITY_STATE),
        /** Starts the other services. */
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
     * A customer's application, without privileges.
     *
     * @param owner tenant that deployed it, set by the operating system
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
