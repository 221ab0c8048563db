package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.sim.agent.Defect;
import dev.holdfast.sim.agent.SoftwareBehavior;
import dev.holdfast.sim.mt3620.update.ImageUpdateError;
import dev.holdfast.standalone.e2e.TestChips.Chip;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A small fleet of which half fails in different ways. The counters of its rollout equal a scan of the devices. The backend's {@code
 * RolloutCountersTest} does the same with 50,000 devices that are not simulated.
 */
@ExtendWith(StackExtension.class)
@ResourceLock(value = EndToEnd.PROCESSES, mode = ResourceAccessMode.READ)
class RolloutCountersIT {
    private static final int HEALTHY = 12;

    /** Number of devices with each defect. */
    private static final int DEFECTIVE = 3;

    private static final List<Defect> DEFECTS = List.of(
            new Defect.DoesNotBoot(),
            new Defect.FailsWith(ImageUpdateError.OUT_OF_SPACE),
            new Defect.GoesSilent(),
            new Defect.AttestsWrongly());

    private final Stack stack;
    private final TestRollouts rollouts;
    private final TestChips chips;

    RolloutCountersIT(Stack stack) {
        this.stack = stack;
        this.rollouts = new TestRollouts(stack);
        this.chips = new TestChips(stack, rollouts.name(), TestRollouts.GROUP);
    }

    @AfterEach
    void close() {
        chips.close();
    }

    @Test
    void counters_equal_a_scan_of_devices_that_fail_in_different_ways() {
        List<Chip> made = chips.make(HEALTHY + DEFECTS.size() * DEFECTIVE, "smoke");
        made.forEach(chip -> rollouts.awaitTarget(chip.id()));
        for (int i = 0; i < made.size(); i++) {
            SoftwareBehavior behavior = new SoftwareBehavior();
            if (i >= HEALTHY) {
                behavior.addDefect("toaster-app 2.0.0", DEFECTS.get((i - HEALTHY) % DEFECTS.size()));
            }
            chips.switchOn(made.get(i).software(behavior));
        }
        long first = rollouts.deploy(TestRollouts.GROUP, image("1.0.0"));
        chips.switchedOn().forEach(device -> rollouts.awaitTrusted(device, first));
        // Healthy and defective devices take turns.
        List<DeviceId> half = Stream.iterate(0, i -> i < made.size(), i -> i + 2)
                .map(i -> made.get(i).id())
                .toList();

        String rollout = rollouts.start(
                image("2.0.0"),
                List.of(new NewPhase(null, null, null, half, null, 25, null), NewPhase.ofPercent(NewPhase.ALL)));

        stack.await(
                "all devices that report have a result",
                () -> Optional.of(rollouts.read(rollout).get("counts"))
                        .filter(counts -> counts.get("attested").asInt() == HEALTHY
                                && counts.get("returned").asInt() == DEFECTIVE
                                && counts.get("failed").asInt() == DEFECTIVE));
        stack.await(
                "the other devices run the new software",
                () -> Optional.of(chips.switchedOn().stream()
                                .filter(device -> device.status().manifestVersion() > first)
                                .count())
                        .filter(running -> running == HEALTHY + 2L * DEFECTIVE));

        JsonNode found = rollouts.await(rollout, "WAITING_FOR_PERSON", () -> passTwoDays(rollout));
        JsonNode counts = found.get("counts");
        assertThat(counts.get("targeted").asInt()).isEqualTo(made.size());
        assertThat(counts.get("silent").asInt() + counts.get("notAttested").asInt())
                .isEqualTo(2 * DEFECTIVE);
        assertThat(counts(found)).isEqualTo(scan());
        assertThat(rollouts.get("rollouts/" + rollout + "/failures?limit=100")).hasSize(4 * DEFECTIVE);
    }

    /** Lets time pass for devices that have no result. Repeated, because a contact or report that is stored late begins a new time. */
    private void passTwoDays(String rollout) {
        Database.update(
                stack,
                "update device set rollout_at = rollout_at - interval '2 days', last_seen = last_seen - interval '2 days'"
                        + " where rollout_id = ? and rollout_step not in ('ATTESTED', 'FAILED', 'RETURNED')",
                UUID.fromString(rollout));
    }

    /** Returns the counters of each phase as lines such as {@code 1 ATTESTED 3}. */
    private static List<String> counts(JsonNode rollout) {
        List<String> lines = new ArrayList<>();
        Map<String, List<String>> measures = Map.of(
                "ATTESTED", List.of("attested"),
                "FAILED", List.of("failed", "notAttested"),
                "RETURNED", List.of("returned"),
                "UNREACHABLE", List.of("silent"));
        int phase = 0;
        for (JsonNode opened : rollout.get("phases")) {
            phase++;
            for (Map.Entry<String, List<String>> state : measures.entrySet()) {
                int number = state.getValue().stream()
                        .mapToInt(measure -> opened.at("/counts/" + measure).asInt())
                        .sum();
                if (number > 0) {
                    lines.add(phase + " " + state.getKey() + " " + number);
                }
            }
        }
        return lines.stream().sorted().toList();
    }

    /** Counts the devices one by one, in the form of {@link #counts}. */
    private List<String> scan() {
        return rollouts
                .get("devices?limit=100")
                .get("items")
                .valueStream()
                .map(device -> device.get("update"))
                .collect(Collectors.groupingBy(
                        update -> update.at("/rollout/phase").asInt() + " "
                                + update.get("state").asText(),
                        Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .sorted()
                .toList();
    }

    private ImageId image(String version) {
        return rollouts.upload(chips.application(version));
    }
}
