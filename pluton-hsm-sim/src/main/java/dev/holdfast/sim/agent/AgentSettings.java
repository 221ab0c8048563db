package dev.holdfast.sim.agent;

import java.util.random.RandomGenerator;

/**
 * Settings of a device's software.
 *
 * @param gateway the gateway
 * @param intervals intervals of activities
 * @param clock the device's clock, which may be wrong
 * @param link the device's network
 * @param behavior behavior of the software, which faults change
 * @param application requests of the customer's application
 * @param day simulated time, in which days can be shorter than real ones
 * @param random source of jitter; used on the device's event loop only
 */
public record AgentSettings(
        GatewayEndpoint gateway,
        ActivityIntervals intervals,
        DeviceClock clock,
        Link link,
        SoftwareBehavior behavior,
        Application application,
        DayTime day,
        RandomGenerator random) {
    Backoff backoff() {
        return new Backoff(intervals.firstRetry(), intervals.longestRetry(), random);
    }
}
