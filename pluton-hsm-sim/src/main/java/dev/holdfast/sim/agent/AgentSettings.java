package dev.holdfast.sim.agent;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What a device's software is given.
 *
 * @param gateway where to
 * @param pace how often
 * @param clock the device's; it may be wrong
 * @param link the device's way to the network
 * @param conduct what it does otherwise than it should
 * @param application what the customer's application asks for
 * @param day the time in which the device's days pass
 * @param random for jitter; used on the device's event loop only
 */
public record AgentSettings(
        GatewayEndpoint gateway,
        Pace pace,
        InstantSource clock,
        Link link,
        Conduct conduct,
        Application application,
        DayTime day,
        RandomGenerator random) {
    Backoff backoff() {
        return new Backoff(pace.firstRetry(), pace.longestRetry(), random);
    }
}
