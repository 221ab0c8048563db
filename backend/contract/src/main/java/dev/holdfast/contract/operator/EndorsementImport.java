package dev.holdfast.contract.operator;

/**
 * What an import did.
 *
 * @param maker the name of the silicon maker whose key signed the list
 * @param added chips that were not known
 * @param known chips that were
 */
public record EndorsementImport(String maker, int added, int known) {}
