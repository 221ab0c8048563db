package dev.holdfast.backend.platform.internal;

import dev.holdfast.contract.id.Blob;

/** A good answer of the internal device API. Bad ones are failures, see {@code platform.problem}. */
public sealed interface InternalAnswer {
    /** Returns 200 with {@code body} as JSON. */
    static InternalAnswer json(Object body) {
        return new Json(body);
    }

    /** Returns 200 with bytes. */
    static InternalAnswer bytes(Blob body) {
        return new Bytes(body);
    }

    /** Returns 204. */
    static InternalAnswer nothing() {
        return new Nothing();
    }

    /** 200 with JSON. */
    record Json(Object body) implements InternalAnswer {}

    /** 200 with {@code application/octet-stream}. */
    record Bytes(Blob body) implements InternalAnswer {}

    /** 204. */
    record Nothing() implements InternalAnswer {}
}
