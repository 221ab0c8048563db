package dev.holdfast.contract.operator.alert;

/**
 * Numbers of alerts that are open or acknowledged.
 *
 * @param open number of all of them
 * @param critical number of critical ones
 * @param unassigned number of those that nobody is assigned to
 * @param mine number of those of the caller
 */
public record AlertCounts(long open, long critical, long unassigned, long mine) {}
