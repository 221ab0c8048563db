package dev.holdfast.sim.agent;

import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * How a device behaves.
 *
 * @param gateway where to
 * @param startWithin it switches on at a random moment within this time
 * @param pollInterval between two update polls, ± 10 %
 * @param heartbeatInterval between two heartbeat events, ± 10 %
 * @param firstRetry the pause after a first failure
 * @param longestRetry the longest pause between two tries, and the pause between two attestations of a device that is
 *     not trusted
 * @param clock the device's
 * @param random for jitter; used on the device's event loop only
 */
public record AgentSettings(
        GatewayEndpoint gateway,
        Duration startWithin,
        Duration pollInterval,
        Duration heartbeatInterval,
        Duration firstRetry,
        Duration longestRetry,
        InstantSource clock,
        RandomGenerator random) {
    Backoff backoff() {
        return new Backoff(firstRetry, longestRetry, random);
    }
}
