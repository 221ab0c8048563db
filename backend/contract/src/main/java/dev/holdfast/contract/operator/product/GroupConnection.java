package dev.holdfast.contract.operator.product;

/**
 * What a device group demands of its devices' connections.
 *
 * @param requiresPostQuantum whether only a key exchange will do that a quantum computer would not break (X25519MLKEM768); a
 *     device that cannot do it gets no updates, no certificates and can report nothing
 */
public record GroupConnection(boolean requiresPostQuantum) {}
