package dev.holdfast.contract.operator.reference;

import java.util.List;

/**
 * Reference values to import, all or none. As CSV: a first line {@value #HEADER}, then one value a line.
 *
 * @param values 1 to 5,000
 */
public record ReferenceImport(List<NewReferenceValue> values) {
    /** The first line of the CSV form. */
    public static final String HEADER = "Type,ComponentId,ImageId,Name,Digest,SecurityVersion";
}
