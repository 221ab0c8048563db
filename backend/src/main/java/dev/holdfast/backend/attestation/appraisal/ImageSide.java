package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.policy.Side;

/** The part of a device that an image type belongs to. */
final class ImageSide {
    private ImageSide() {}

    static Side of(ImageType type) {
        return switch (type) {
            case ONE_BL, PLUTON_RUNTIME, WIFI_FIRMWARE, SECURITY_MONITOR -> Side.HARDWARE;
            case ROOT_FS, NWFS -> Side.FILE_SYSTEM;
            case TRUSTED_KEYSTORE, FW_CONFIG, CUSTOMER_BOARD_CONFIG, UPDATE_CERT_STORE, POLICY -> Side.CONFIGURATION;
            default -> Side.EXECUTABLES;
        };
    }
}
