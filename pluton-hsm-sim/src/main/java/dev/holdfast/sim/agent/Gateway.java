package dev.holdfast.sim.agent;

import java.net.URI;
import java.nio.file.Path;

/**
 * Where a device finds its service.
 *
 * @param address such as {@code https://localhost:8443}
 * @param authority PEM file of the authority that signed the gateway's certificate
 */
public record Gateway(URI address, Path authority) {}
