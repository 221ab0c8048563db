package dev.holdfast.sim.mt3620.update;

import dev.holdfast.contract.format.ImageType;

/** The order of an update. What comes later is verified with what came before. */
enum Phase {
    /** Trusted keystore and certificate store. */
    TRUST,
    /** The operating system. */
    SYSTEM,
    /** Applications and board configuration. */
    CUSTOMER;

    static Phase of(ImageType type) {
        if (type == ImageType.TRUSTED_KEYSTORE || type == ImageType.UPDATE_CERT_STORE) {
            return TRUST;
        }
        return type.belongsToCustomer() ? CUSTOMER : SYSTEM;
    }
}
