package dev.holdfast.contract.operator.authority;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Request for a certificate that proves to a relying party that the owner of a catalog controls its CA.
 *
 * @param verificationCode code from the relying party, used as common name: 1 to 64 letters, digits, {@code .},
 *     {@code _} or {@code -}
 */
public record ProofRequest(
        @NotNull @Pattern(regexp = ProofRequest.CODE, message = "must have 1 to 64 letters, digits, dots, - and _")
        String verificationCode) {
    /** Pattern of a verification code. Device IDs are longer, so a proof cannot name a device. */
    public static final String CODE = "^[A-Za-z0-9._-]{1,64}$";
}
