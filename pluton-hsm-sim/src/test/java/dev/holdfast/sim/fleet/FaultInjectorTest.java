package dev.holdfast.sim.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.sim.agent.Link;
import dev.holdfast.sim.agent.NetworkQuality;
import dev.holdfast.sim.agent.SoftwareBehavior;
import dev.holdfast.sim.fault.DeviceControl;
import dev.holdfast.sim.fault.FaultyDevice;
import dev.holdfast.sim.scenario.FleetPlan;
import dev.holdfast.sim.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

/** Tests that the same seed causes the same faults on the same devices at the same times. Time is virtual. */
class FaultInjectorTest {
    private static final int DEVICES = 40;
    private static final Duration END = Duration.ofMinutes(4);

    @Test
    void the_same_seed_has_the_same_faults_at_the_same_times() throws Exception {
        for (String scenario : List.of("rolling-brownout", "keystore-rotation", "clone", "regional-outage")) {
            assertThat(history(Scenario.named(scenario), 7))
                    .as(scenario)
                    .isNotEmpty()
                    .isEqualTo(history(Scenario.named(scenario), 7))
                    .isNotEqualTo(history(Scenario.named(scenario), 8));
        }
    }

    @Test
    void a_fault_that_ends_restores_the_device() {
        List<String> history = history(Scenario.named("regional-outage"), 1);

        // Four in ten devices lose their network and get it back.
        assertThat(history).hasSize(DEVICES * 4 / 10 * 2);
        assertThat(history.subList(0, history.size() / 2)).allMatch(line -> line.matches("PT45S \\d+ link DOWN"));
        assertThat(history.subList(history.size() / 2, history.size()))
                .allMatch(line -> line.matches("PT1M30S \\d+ link UP"));
    }

    @Test
    void after_a_brownout_all_devices_have_power() {
        List<String> history = history(Scenario.named("rolling-brownout"), 1);

        for (int device = 0; device < DEVICES; device++) {
            String mine = " " + device + " power";
            assertThat(history.stream()
                            .filter(line -> line.contains(mine))
                            .toList()
                            .getLast())
                    .endsWith("power on");
        }
        assertThat(history).noneMatch(line -> line.matches("PT3M[2-5]\\d.*power off"));
    }

    /** Returns all operations of the faults of a fleet. Each line has the time, the index of the device, and the operation. */
    private static List<String> history(Scenario scenario, long seed) {
        Timeline time = new Timeline();
        List<String> history = new ArrayList<>();
        FleetPlan plan = FleetPlan.of(scenario, seed, DEVICES);
        for (int i = 0; i < DEVICES; i++) {
            int index = i;
            new FaultInjector(time)
                    .inject(plan.device(i), new Recorder(what -> history.add(time.now + " " + index + " " + what)));
        }
        time.runUntil(END);
        return history;
    }

    /** Virtual time: runs each event at once, in the order of their times. */
    private static final class Timeline implements FaultyDevice.Scheduler {
        private final PriorityQueue<Event> events =
                new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::order));
        private Duration now = Duration.ZERO;
        private long order;

        private record Event(Duration at, long order, Runnable what) {}

        @Override
        public Runnable after(Duration pause, Runnable what) {
            Event event = new Event(now.plus(pause), order++, what);
            events.add(event);
            return () -> events.remove(event);
        }

        void runUntil(Duration end) {
            while (!events.isEmpty() && events.peek().at().compareTo(end) <= 0) {
                Event next = events.remove();
                now = next.at();
                next.what().run();
            }
        }
    }

    /** Records the operations of faults on a device. */
    private record Recorder(java.util.function.Consumer<String> history) implements DeviceControl {
        @Override
        public SoftwareBehavior behavior() {
            history.accept("behavior");
            return new SoftwareBehavior();
        }

        @Override
        public void network(NetworkQuality quality) {
            history.accept("network " + quality);
        }

        @Override
        public NetworkQuality usualNetwork() {
            return NetworkQuality.PERFECT;
        }

        @Override
        public void link(Link.State state) {
            history.accept("link " + state);
        }

        @Override
        public void clockError(Duration by) {
            history.accept("clock " + by);
        }

        @Override
        public void powerOff() {
            history.accept("power off");
        }

        @Override
        public void powerOn() {
            history.accept("power on");
        }

        @Override
        public void cloneOn() {
            history.accept("clone on");
        }

        @Override
        public void cloneOff() {
            history.accept("clone off");
        }
    }
}
