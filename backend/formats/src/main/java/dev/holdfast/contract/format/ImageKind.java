package dev.holdfast.contract.format;

/**
 * Image type, known ({@link ImageType}) or not ({@link UnknownImageType}); a u16.
 *
 * <p>The metadata of an image package must contain a known type, because an image of an unknown type can be neither
 * installed nor appraised. A manifest may contain unknown types, which are kept and written back unchanged.
 */
public sealed interface ImageKind permits ImageType, UnknownImageType {
    /** Largest number of an image type. */
    int MAX_NUMBER = 0xFFFF;

    /** Returns the number of the type, a u16. */
    int number();

    /**
     * Returns the type with a number.
     *
     * @throws IllegalArgumentException if {@code number} is not a u16
     */
    static ImageKind ofNumber(int number) {
        return ImageType.ofNumber(number).<ImageKind>map(type -> type).orElseGet(() -> new UnknownImageType(number));
    }
}
