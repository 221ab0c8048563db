package dev.holdfast.standalone.process;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A process of Holdfast.
 *
 * @param name unique name. The log and the PID file have the same name.
 * @param url URL for people or devices, if any
 * @param probe health check of the service
 */
public record Service(String name, @Nullable URI url, Probe probe) {}
