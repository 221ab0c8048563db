package dev.holdfast.sim.fleet;

import dev.holdfast.sim.scenario.Scenario;
import java.net.URI;
import java.nio.file.Path;

/**
 * What a fleet needs to know.
 *
 * @param gateway {@code https://host:port}
 * @param gatewayCaPem file with the certificates that the gateway's must chain to
 * @param scenario how the devices behave
 */
public record FleetConfig(URI gateway, Path gatewayCaPem, Scenario scenario) {}
