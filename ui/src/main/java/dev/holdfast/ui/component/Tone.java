package dev.holdfast.ui.component;

import java.util.Locale;

/** The colours of states, named after the trustworthiness tiers of AR4SI. {@code tokens.css} defines each. */
public enum Tone {
    AFFIRMING,
    PROGRESS,
    /** Needs attention soon. */
    WARNING,
    CONTRAINDICATED,
    UNKNOWN,
    /** Unknown and silent for long. */
    UNREACHABLE;

    /** Returns the name in style sheets, such as {@code affirming} in {@code --trust-affirming}. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}
