package dev.holdfast.contract.operator.manufacturer;

/**
 * What an import did.
 *
 * @param manufacturer the name of the silicon manufacturer whose key signed the list
 * @param added chips that were not known
 * @param known chips that were
 * @param readdressed those among the known ones that are for another catalog from now on, or for whoever proves to have
 *     them: the newer list counts
 */
public record EndorsementImport(String manufacturer, int added, int known, int readdressed) {}
