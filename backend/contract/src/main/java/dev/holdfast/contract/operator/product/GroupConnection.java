package dev.holdfast.contract.operator.product;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Connection requirement of a device group.
 *
 * @param requiresPostQuantum whether devices must use a post-quantum key exchange (X25519MLKEM768). Other connections
 *     get no updates, no certificates and cannot report. Null is refused
 * @param reason 1 to 200 characters on one line; saved in the audit log
 */
public record GroupConnection(
        @NotNull Boolean requiresPostQuantum,

        @NotNull @Size(min = 1, max = Reason.MAX_LENGTH) @PlainLine
        String reason) {}
