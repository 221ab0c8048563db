package dev.holdfast.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Tests that a plan assigns personas, faults and storage to the devices of a fleet, by a seed. */
class FleetPlanTest {
    private static final Scenario BROWNOUT = Scenario.named("rolling-brownout");
    private static final Scenario QUIET = Scenario.named("quiet-fleet");
    private static final Scenario ROTATION = Scenario.named("keystore-rotation");

    @Property(tries = 20)
    void the_same_seed_is_the_same_fleet(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int count) {
        assertThat(all(FleetPlan.of(QUIET, seed, count))).isEqualTo(all(FleetPlan.of(QUIET, seed, count)));
    }

    @Property(tries = 20)
    void another_seed_is_another_fleet(@ForAll long seed) {
        assertThat(all(FleetPlan.of(QUIET, seed, 50))).isNotEqualTo(all(FleetPlan.of(QUIET, seed + 1, 50)));
    }

    /** The scenario has four faults, each for a quarter of the devices. */
    @Property(tries = 20)
    void faults_use_different_devices(@ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int quarter) {
        assertThat(all(FleetPlan.of(BROWNOUT, seed, quarter * 4)))
                .allMatch(device -> device.plannedFaults().size() == 1);
    }

    @Property(tries = 20)
    void devices_on_the_shelf_have_no_faults(@ForAll long seed) {
        List<DevicePlan> shelf = all(FleetPlan.of(ROTATION, seed, 100)).stream()
                .filter(DevicePlan::onShelf)
                .toList();

        assertThat(shelf).hasSize(10).allMatch(device -> device.plannedFaults().isEmpty());
    }

    @Property(tries = 20)
    void personas_have_their_shares(@ForAll long seed) {
        List<DevicePlan> devices = all(FleetPlan.of(QUIET, seed, 100));

        assertThat(devices.stream().map(device -> device.persona().name()))
                .filteredOn("shop"::equals)
                .hasSize(30);
        assertThat(devices)
                .allSatisfy(device -> assertThat(device.clockSkew().abs())
                        .isLessThanOrEqualTo(device.persona().clockSkew()));
    }

    @Property
    void a_share_is_within_its_bounds(
            @ForAll @DoubleRange(min = 0.01, max = 100) double percent, @ForAll @IntRange(min = 1) int total) {
        Portion share = Portion.percent(percent);

        // A lower bound is rounded up and an upper bound down, so they differ by at most one device.
        assertThat(share.lowerBound(total)).isBetween(share.upperBound(total), share.upperBound(total) + 1);
        assertThat(share.pick(total)).isBetween(1, total);
    }

    @Property
    void a_device_switches_at_the_next_change(
            @ForAll @IntRange(max = 1439) int from,
            @ForAll @IntRange(max = 1439) int to,
            @ForAll @IntRange(max = 1439) int now) {
        OperatingHours hours = new OperatingHours(LocalTime.MIN.plusMinutes(from), LocalTime.MIN.plusMinutes(to));
        LocalTime time = LocalTime.MIN.plusMinutes(now);
        LocalTime change = time.plus(hours.untilChange(time));

        assertThat(hours.isAlways() || hours.isOn(change) != hours.isOn(time)).isTrue();
        assertThat(hours.isOn(change.minusMinutes(1)) == hours.isOn(time) || hours.isAlways())
                .isTrue();
    }

    private static List<DevicePlan> all(FleetPlan plan) {
        return IntStream.range(0, plan.count()).mapToObj(plan::device).toList();
    }
}
