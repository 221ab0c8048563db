package dev.holdfast.sim.scenario;

import java.io.IOException;

/** A file is no scenario; the message says where and what would be right, for people. */
public final class ScenarioException extends IOException {
    private static final long serialVersionUID = 1;

    ScenarioException(String source, int line, String what) {
        super(source + ", line " + line + ": " + what);
    }

    ScenarioException(String message) {
        super(message);
    }
}
