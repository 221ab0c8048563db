package dev.holdfast.sim.agent;

import dev.holdfast.sim.hsm.PlutonException;
import dev.holdfast.sim.mt3620.DeviceAuthError;

/** Maps failures of authentication and attestation to Azure Sphere's error codes. */
final class AuthFailure {
    private AuthFailure() {}

    static DeviceAuthError of(Throwable failure) {
        return switch (failure) {
            case GatewayException gateway ->
                switch (gateway.kind()) {
                    case UNAVAILABLE -> DeviceAuthError.SERVICES_REQUEST;
                    case REFUSED -> DeviceAuthError.SERVICES_RESPONDED_WITH_ERROR;
                    case REJECTED -> DeviceAuthError.SERVICES_RESPONSE_INVALID;
                };
            case UntrustedResponseException untrusted -> DeviceAuthError.CERTIFICATE_VERIFICATION_FAILED;
            case PlutonException pluton -> DeviceAuthError.ATTESTATION_RUNTIME;
            default -> DeviceAuthError.INTERNAL_STATE;
        };
    }

    /** Returns category and code, such as {@code 23/3}. */
    static String code(Throwable failure) {
        return DeviceAuthError.CATEGORY + "/" + of(failure).code();
    }
}
