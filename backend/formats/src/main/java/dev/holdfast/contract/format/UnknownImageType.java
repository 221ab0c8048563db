package dev.holdfast.contract.format;

/**
 * An unknown image type, such as one of a later release.
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
