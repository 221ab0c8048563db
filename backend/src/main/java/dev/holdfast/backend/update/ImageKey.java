package dev.holdfast.backend.update;

import java.io.Serializable;
import java.util.UUID;

/** Key of {@link Image} and {@link ImageContent}. */
record ImageKey(UUID catalogId, UUID id) implements Serializable {}
