package dev.holdfast.contract.operator.alert;

/**
 * Numbers of alerts that are open or acknowledged.
 *
 * @param open all
 * @param critical critical ones
 * @param unassigned those that nobody is assigned to
 * @param mine those of the caller
 */
public record AlertCounts(long open, long critical, long unassigned, long mine) {}
