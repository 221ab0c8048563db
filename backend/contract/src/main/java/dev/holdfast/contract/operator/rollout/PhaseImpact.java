package dev.holdfast.contract.operator.rollout;

/**
 * Devices that a phase would open now.
 *
 * @param number number of the phase, from 1
 * @param devices number of devices, with those of earlier phases
 * @param added number of devices that are not in an earlier phase; at most, if devices by tag or list are also in one
 */
public record PhaseImpact(int number, long devices, long added) {}
