package dev.holdfast.contract.format;

/**
 * The u16 that says what an image is: one of the 24 types that are known, or a number that a later release defined.
 *
 * <p>Which of the two a reader wants is a decision of its format. The metadata of an image package must name a known
 * {@link ImageType}: what nobody knows can be neither placed in flash nor appraised. A manifest lists images that its
 * reader may never fetch, so there an unknown number is kept ({@link UnknownImageType}) and written back as it was.
 */
public sealed interface ImageKind permits ImageType, UnknownImageType {
    /** The largest number that fits the field. */
    int MAX_NUMBER = 0xFFFF;

    /** Returns the u16. */
    int number();

    /**
     * Finds what a u16 stands for.
     *
     * @throws IllegalArgumentException when {@code number} is not a u16
     */
    static ImageKind ofNumber(int number) {
        return ImageType.ofNumber(number).<ImageKind>map(type -> type).orElseGet(() -> new UnknownImageType(number));
    }
}
