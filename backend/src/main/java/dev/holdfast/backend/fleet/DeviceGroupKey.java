package dev.holdfast.backend.fleet;

import java.io.Serializable;
import java.util.UUID;

/**
 * Key of {@link DeviceGroup}.
 *
 * @param catalogId its catalog
 * @param id its GUID
 */
record DeviceGroupKey(UUID catalogId, UUID id) implements Serializable {}
