package dev.holdfast.contract.operator.reference;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Reference values to import, all or none. As CSV: a first line {@value #HEADER}, then one value a line.
 *
 * @param values 1 to {@value #MOST}
 */
public record ReferenceImport(
        @NotNull @Size(min = 1, max = ReferenceImport.MOST) List<NewReferenceValue> values) {
    /** The most values of one import. */
    public static final int MOST = 5_000;

    /** The first line of the CSV form. */
    public static final String HEADER = "Type,ComponentId,ImageId,Name,Digest,SecurityVersion";
}
