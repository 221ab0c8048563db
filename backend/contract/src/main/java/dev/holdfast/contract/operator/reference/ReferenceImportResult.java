package dev.holdfast.contract.operator.reference;

/**
 * What an import of reference values did.
 *
 * @param added values that were not there
 * @param known values that were there, exactly so; they stay as they are, retired ones retired
 */
public record ReferenceImportResult(int added, int known) {}
