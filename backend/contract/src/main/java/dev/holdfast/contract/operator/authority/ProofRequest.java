package dev.holdfast.contract.operator.authority;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Asks for a certificate that proves to a relying party that a catalog's authority is in its owner's hands.
 *
 * @param verificationCode what the relying party wants as common name: 1 to 64 letters, digits, {@code .}, {@code _} or
 *     {@code -}
 */
public record ProofRequest(
        @NotNull @Pattern(regexp = ProofRequest.CODE, message = "has 1 to 64 letters, digits, dots, - and _")
        String verificationCode) {
    /** What a verification code matches. A device ID is longer, so that no proof can name a device. */
    public static final String CODE = "^[A-Za-z0-9._-]{1,64}$";
}
