package dev.holdfast.backend.attestation.appraisal;

import dev.holdfast.contract.format.ImageType;
import dev.holdfast.policy.TrustClaim;

/** The trustworthiness claim that an image type affects. */
final class ImageClaim {
    private ImageClaim() {}

    static TrustClaim of(ImageType type) {
        return switch (type) {
            case ONE_BL, PLUTON_RUNTIME, WIFI_FIRMWARE, SECURITY_MONITOR -> TrustClaim.HARDWARE;
            case ROOT_FS, NWFS -> TrustClaim.FILE_SYSTEM;
            case TRUSTED_KEYSTORE, FW_CONFIG, CUSTOMER_BOARD_CONFIG, UPDATE_CERT_STORE, POLICY ->
                TrustClaim.CONFIGURATION;
            default -> TrustClaim.EXECUTABLES;
        };
    }
}
