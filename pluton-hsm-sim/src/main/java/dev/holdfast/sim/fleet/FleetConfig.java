package dev.holdfast.sim.fleet;

import dev.holdfast.sim.scenario.Scenario;
import java.net.URI;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a fleet needs to know.
 *
 * @param gateway {@code https://host:port}
 * @param gatewayCaPem file with the certificates that the gateway's must chain to
 * @param scenario how the devices behave
 * @param seed of all chance; empty for the scenario's
 * @param devices how many of the chips to take, in the order of manufacture; empty for all
 */
public record FleetConfig(URI gateway, Path gatewayCaPem, Scenario scenario, OptionalLong seed, OptionalInt devices) {
    /** All chips, with the scenario's seed. */
    public FleetConfig(URI gateway, Path gatewayCaPem, Scenario scenario) {
        this(gateway, gatewayCaPem, scenario, OptionalLong.empty(), OptionalInt.empty());
    }
}
