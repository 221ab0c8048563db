package dev.holdfast.backend.platform.problem;

import org.jspecify.annotations.Nullable;

public final class Bodies {
    private Bodies() {}

    /** Returns the body, which JAX-RS leaves null when the request has none. */
    public static <T> T required(@Nullable T body) {
        if (body == null) {
            throw ProblemException.invalid("body", "is missing");
        }
        return body;
    }
}
