package dev.holdfast.standalone.process;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A process of Holdfast.
 *
 * @param name unique name, also of its log and PID file
 * @param url address for people or devices, if any
 * @param probe its health check
 */
public record Service(String name, @Nullable URI url, Probe probe) {}
