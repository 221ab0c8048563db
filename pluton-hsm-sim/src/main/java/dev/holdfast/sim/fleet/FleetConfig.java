package dev.holdfast.sim.fleet;

import dev.holdfast.sim.scenario.Scenario;
import java.net.URI;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Settings of a fleet.
 *
 * @param gateway {@code https://host:port}
 * @param gatewayCaPem file with the trust anchors of the gateway's certificate
 * @param scenario behavior of the devices
 * @param seed seed of all random choices; empty for the scenario's
 * @param devices number of chips to run, in order of manufacture; empty for all
 */
public record FleetConfig(URI gateway, Path gatewayCaPem, Scenario scenario, OptionalLong seed, OptionalInt devices) {
    /** Settings for all chips, with the scenario's seed. */
    public FleetConfig(URI gateway, Path gatewayCaPem, Scenario scenario) {
        this(gateway, gatewayCaPem, scenario, OptionalLong.empty(), OptionalInt.empty());
    }
}
