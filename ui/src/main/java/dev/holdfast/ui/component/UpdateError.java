package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.word;

import java.util.Arrays;
import java.util.Locale;

/** Frequent codes of failed updates, which the console explains. {@code docs/operating.md} lists all codes. */
public enum UpdateError {
    DID_NOT_BOOT,
    STAYED_UNTRUSTED,
    NOT_ATTESTED_IN_TIME,
    MANIFEST_NOT_TRUSTED,
    MANIFEST_FAILED_BEFORE,
    IMAGE_ROLLED_BACK,
    OUT_OF_SPACE,
    TOO_MANY_IMAGES,
    ABI_NOT_PROVIDED,
    APPLICATION_DEVELOPMENT,
    IMAGE_NOT_AS_ANNOUNCED,
    IMAGE_NOT_TRUSTED;

    /** Returns what a code means, as a sentence; empty if the console does not explain it. */
    public static String explain(String code) {
        return Arrays.stream(values())
                .filter(error ->
                        error.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(code))
                .map(error -> word(error))
                .findFirst()
                .orElse("");
    }
}
