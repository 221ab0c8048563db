package dev.holdfast.contract.operator.reference;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Reference values to import, all or none. The CSV form has the header {@value #HEADER} and one value on each line.
 *
 * @param values 1 to {@value #MAX_VALUES}
 */
public record ReferenceImport(
        @NotNull @Size(min = 1, max = ReferenceImport.MAX_VALUES)
        List<NewReferenceValue> values) {
    /** Maximum number of values. */
    public static final int MAX_VALUES = 5_000;

    /** Header of the CSV form. */
    public static final String HEADER = "Type,ComponentId,ImageId,Name,Digest,SecurityVersion";
}
