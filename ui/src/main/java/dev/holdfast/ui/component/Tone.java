package dev.holdfast.ui.component;

import java.util.Locale;

/**
 * The colors of states. {@code tokens.css} defines each. The names affirming, warning and contraindicated come from the IETF draft AR4SI,
 * attestation results for secure interactions.
 */
public enum Tone {
    AFFIRMING,
    PROGRESS,
    /** In progress, and not the next step yet. */
    STARTED,
    /** Needs attention soon. */
    WARNING,
    CONTRAINDICATED,
    UNKNOWN,
    /** Not begun yet. */
    WAITING,
    /** Unknown and silent for long. */
    UNREACHABLE;

    /** Returns the name in style sheets, such as {@code affirming} in {@code --trust-affirming}. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}
