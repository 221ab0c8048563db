package dev.holdfast.sim.disk;

import java.io.IOException;

/** A text is no YAML, or says something else than it should. The message says in which line and what, for people. */
public final class YamlException extends IOException {
    private static final long serialVersionUID = 1;

    YamlException(int line, String what, Throwable cause) {
        super("line " + line + ": " + what, cause);
    }
}
