package dev.holdfast.contract.format;

/**
 * An image type of the future.
 *
 * @param number a u16 that is none of {@link ImageType}'s
 */
public record UnknownImageType(int number) implements ImageKind {
    /** Checks that the number is a u16 and not a known one. */
    public UnknownImageType {
        if (number < 0 || number > MAX_NUMBER || ImageType.ofNumber(number).isPresent()) {
            throw new IllegalArgumentException(number + " is not the number of an unknown image type");
        }
    }
}
