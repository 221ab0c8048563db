package dev.holdfast.sim.scenario;

import dev.holdfast.sim.agent.NetworkQuality;
import dev.holdfast.sim.fault.FactoryFault;
import dev.holdfast.sim.fault.RuntimeFault;
import dev.holdfast.sim.scenario.DevicePlan.PlannedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The plan of a fleet. The same scenario, seed and number of devices give the same plan. Different faults get different devices as long as
 * there are enough. Devices on the shelf are taken from the devices without a fault.
 */
public final class FleetPlan {
    /** Combined with the seed, so that choices for different purposes are independent. The values are the ASCII codes of the words. */
    private static final long FAULTS = 0x6661756c74L;

    private static final long PERSONAS = 0x706572736f6eL;
    private static final long DEVICES = 0x646576696365L;

    private final Scenario scenario;
    private final long seed;
    /** Index of the persona of each device. */
    private final int[] personas;

    private final BitSet onShelf = new BitSet();
    private final Map<Integer, List<ScenarioFault>> faults = new HashMap<>();

    private FleetPlan(Scenario scenario, long seed, int count) {
        this.scenario = scenario;
        this.seed = seed;
        this.personas = new int[count];
    }

    /**
     * Makes the plan.
     *
     * @param count number of devices, those on the shelf included
     * @throws IllegalArgumentException unless {@code count} is 1 to {@link Scenario#MAX_DEVICES}
     */
    public static FleetPlan of(Scenario scenario, long seed, int count) {
        if (count < 1 || count > Scenario.MAX_DEVICES) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "a fleet has 1 to %,d devices, not %,d", Scenario.MAX_DEVICES, count));
        }
        FleetPlan plan = new FleetPlan(scenario, seed, count);
        plan.assignPersonas(count);
        plan.assignFaults(count);
        return plan;
    }

    private void assignPersonas(int count) {
        int[] order = shuffled(count, new SplittableRandom(seed ^ PERSONAS));
        int last = scenario.personas().size() - 1;
        java.util.Arrays.fill(personas, last);
        int next = 0;
        for (int kind = 0; kind < last; kind++) {
            int devices = Math.min(scenario.personas().get(kind).devices().pick(count), count - next);
            for (int i = 0; i < devices; i++) {
                personas[order[next++]] = kind;
            }
        }
    }

    private void assignFaults(int count) {
        int[] order = shuffled(count, new SplittableRandom(seed ^ FAULTS));
        int next = 0;
        for (ScenarioFault fault : scenario.faults()) {
            int affected = fault.devices().pick(count);
            for (int i = 0; i < affected; i++) {
                faults.computeIfAbsent(order[next++ % count], device -> new ArrayList<>())
                        .add(fault);
            }
        }
        int shelved = Math.min(scenario.onShelf().pick(count), Math.max(0, count - next));
        for (int i = 0; i < shelved; i++) {
            onShelf.set(order[count - 1 - i]);
        }
    }

    private static int[] shuffled(int count, SplittableRandom random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    public int count() {
        return personas.length;
    }

    /** Returns whether a device is never switched on. */
    public boolean isOnShelf(int index) {
        return onShelf.get(index);
    }

    /** Returns the plan of the device at {@code index}, from 0 in order of manufacture. */
    public DevicePlan device(int index) {
        // The factor, from the golden ratio, gives neighboring devices very different seeds.
        SplittableRandom random = new SplittableRandom(seed ^ DEVICES ^ (index * 0x9E3779B97F4A7C15L));
        Persona persona = scenario.personas().get(personas[index]);
        Optional<FactoryFault> factoryFault = Optional.empty();
        List<PlannedFault> plannedFaults = new ArrayList<>();
        for (ScenarioFault planned : faults.getOrDefault(index, List.of())) {
            switch (planned.fault()) {
                case FactoryFault fault -> factoryFault = Optional.of(fault);
                case RuntimeFault fault ->
                    plannedFaults.add(new PlannedFault(fault, planned.at(), planned.lasts(), planned.again()));
            }
        }
        return new DevicePlan(
                index,
                persona,
                onShelf.get(index),
                Duration.ofMillis(
                        random.nextLong(Math.max(1, scenario.startWithin().toMillis()))),
                skew(persona, random),
                network(persona.network(), random),
                factoryFault,
                plannedFaults,
                random.nextLong());
    }

    private static Duration skew(Persona persona, SplittableRandom random) {
        long max = persona.clockSkew().toMillis();
        return max == 0 ? Duration.ZERO : Duration.ofMillis(random.nextLong(-max, max + 1));
    }

    private static NetworkQuality network(NetworkQuality typical, SplittableRandom random) {
        if (typical.equals(NetworkQuality.PERFECT)) {
            return typical;
        }
        double badness = random.nextDouble(0.5, 1.5);
        return new NetworkQuality(
                Duration.ofNanos((long) (typical.latency().toNanos() * badness)),
                Math.min(0.99, typical.loss() * badness),
                typical.bitsPerSecond() == Long.MAX_VALUE
                        ? Long.MAX_VALUE
                        : Math.max(1, (long) (typical.bitsPerSecond() / badness)));
    }
}
