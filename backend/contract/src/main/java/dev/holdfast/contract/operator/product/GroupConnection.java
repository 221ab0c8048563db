package dev.holdfast.contract.operator.product;

/**
 * What a device group demands of its devices' connections.
 *
 * @param requiresPostQuantum whether only a key exchange will do that a quantum computer would not break (X25519MLKEM768); a
 *     device that cannot do it gets no updates, no certificates and can report nothing. Null is refused
 * @param reason 1 to 200 characters on one line; kept in the audit log
 */
public record GroupConnection(Boolean requiresPostQuantum, String reason) {}
