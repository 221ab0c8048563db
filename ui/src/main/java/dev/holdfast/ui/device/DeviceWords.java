package dev.holdfast.ui.device;

import static dev.holdfast.ui.text.Texts.text;

import java.util.Locale;

/** Words for constants that the operator API sends as strings. */
final class DeviceWords {
    private DeviceWords() {}

    /** Returns the text of {@code prefix} and the constant, such as {@code debug-state.disabled-since-boot}. */
    static String of(String prefix, String constant) {
        return text(prefix + "." + constant.toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
