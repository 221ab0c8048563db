package dev.holdfast.contract.operator.manufacturer;

/**
 * Result of importing an endorsement list.
 *
 * @param manufacturer name of the silicon manufacturer whose key signed the list
 * @param added number of new chips
 * @param known number of known chips
 * @param reassigned number of known chips that the list assigns to another catalog, or to any owner with a proof of
 *     possession; the newer list applies
 */
public record EndorsementImport(String manufacturer, int added, int known, int reassigned) {}
