package dev.holdfast.contract.operator.product;

/**
 * How the devices of a group connected last: whom it concerns when the group demands a post-quantum key exchange.
 *
 * @param devices of the group
 * @param postQuantum came over X25519MLKEM768
 * @param other came over another key exchange: refused, when the group demands it
 * @param unknown never came, or nobody saw over what
 */
public record ConnectionImpact(long devices, long postQuantum, long other, long unknown) {}
