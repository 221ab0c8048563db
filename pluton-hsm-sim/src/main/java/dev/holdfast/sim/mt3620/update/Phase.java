package dev.holdfast.sim.mt3620.update;

import dev.holdfast.contract.format.ImageType;

/** The phases of an update, in order. Earlier images verify later ones. */
enum Phase {
    /** The signed list of the next images. */
    BASE_MANIFEST,
    /** Trusted keystore and certificate store. */
    TRUST,
    /** The operating system. */
    SYSTEM,
    /** Applications and board configuration. */
    CUSTOMER;

    static Phase of(ImageType type) {
        if (type == ImageType.BASE_SYSTEM_UPDATE_MANIFEST) {
            return BASE_MANIFEST;
        }
        if (type == ImageType.TRUSTED_KEYSTORE || type == ImageType.UPDATE_CERT_STORE) {
            return TRUST;
        }
        return type.belongsToCustomer() ? CUSTOMER : SYSTEM;
    }
}
