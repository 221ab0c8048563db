package dev.holdfast.sim.disk;

import java.io.IOException;

/** A text is not YAML or has the wrong content. The message for people has the line and the reason. */
public final class YamlException extends IOException {
    private static final long serialVersionUID = 1;

    YamlException(int line, String what, Throwable cause) {
        super("line " + line + ": " + what, cause);
    }
}
