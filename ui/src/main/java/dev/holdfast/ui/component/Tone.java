package dev.holdfast.ui.component;

import java.util.Locale;

/** The few colours that mean something. Each is one token in {@code tokens.css}; badges, bars and tables share them. */
public enum Tone {
    /** As it should be. */
    AFFIRMING,
    /** Under way. */
    PROGRESS,
    /** Needs somebody soon. */
    WARNING,
    /** Wrong. */
    CONTRAINDICATED,
    /** Nothing is known. */
    UNKNOWN,
    /** Nothing is known, and nothing was heard for long. */
    UNREACHABLE;

    /** Returns the name in style sheets: {@code data-tone} attributes and the end of {@code --trust-…} variables. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}
