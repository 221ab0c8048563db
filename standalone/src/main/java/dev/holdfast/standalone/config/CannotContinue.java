package dev.holdfast.standalone.config;

import java.io.Serial;

/** A failure that you can fix. The message says what happened and what to do. */
public final class CannotContinue extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public CannotContinue(String sentence) {
        super(sentence);
    }

    public CannotContinue(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
