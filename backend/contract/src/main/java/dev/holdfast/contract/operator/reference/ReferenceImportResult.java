package dev.holdfast.contract.operator.reference;

/**
 * Result of importing reference values.
 *
 * @param added number of new values
 * @param known number of existing identical values, which are unchanged; retired values stay retired
 */
public record ReferenceImportResult(int added, int known) {}
