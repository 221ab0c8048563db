package dev.holdfast.contract.operator.product;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * What a device group demands of its devices' connections.
 *
 * @param requiresPostQuantum whether only a key exchange will do that a quantum computer would not break (X25519MLKEM768); a
 *     device that cannot do it gets no updates, no certificates and can report nothing. Null is refused
 * @param reason 1 to 200 characters on one line; kept in the audit log
 */
public record GroupConnection(
        @NotNull Boolean requiresPostQuantum,

        @NotNull @Size(min = 1, max = Reason.MAX_LENGTH) @PlainLine
        String reason) {}
