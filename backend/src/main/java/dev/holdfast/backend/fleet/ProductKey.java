package dev.holdfast.backend.fleet;

import java.io.Serializable;
import java.util.UUID;

/**
 * Key of {@link Product}.
 *
 * @param catalogId its catalog
 * @param id its GUID
 */
record ProductKey(UUID catalogId, UUID id) implements Serializable {}
