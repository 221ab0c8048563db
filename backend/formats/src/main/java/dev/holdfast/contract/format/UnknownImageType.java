package dev.holdfast.contract.format;

/**
 * Image type that this version of Holdfast does not know, such as one that a later version of the format adds.
 *
 * @param number a u16 without an {@link ImageType}
 */
public record UnknownImageType(int number) implements ImageKind {
    /** Checks that the number is a u16 and not a known one. */
    public UnknownImageType {
        if (number < 0 || number > MAX_NUMBER || ImageType.ofNumber(number).isPresent()) {
            throw new IllegalArgumentException(number + " is not the number of an unknown image type");
        }
    }
}
