package dev.holdfast.standalone.config;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Something that a person must know or change before it can go on; the message is one clear sentence for that person. */
public final class CannotContinue extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param sentence what happened and what to do */
    public CannotContinue(String sentence) {
        super(sentence);
    }

    /**
     * @param sentence what happened and what to do
     * @param cause for the log
     */
    public CannotContinue(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
