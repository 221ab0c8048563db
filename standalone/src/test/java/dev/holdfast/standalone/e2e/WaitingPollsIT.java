package dev.holdfast.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.contract.device.DeviceProtocol;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.sim.agent.Agent;
import dev.holdfast.standalone.e2e.TestChips.Chip;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Devices whose polls wait at the gateway hear of changes before the wait ends. */
@ExtendWith(StackExtension.class)
@ResourceLock(value = EndToEnd.PROCESSES, mode = ResourceAccessMode.READ)
class WaitingPollsIT {
    private static final Duration LONGEST = Duration.ofSeconds(DeviceProtocol.MAX_WAIT_SECONDS);

    /** Time within which a poll that does not wait is answered, and the next one begins. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(3);

    private final Stack stack;
    private final TestRollouts rollouts;
    private final TestChips chips;

    WaitingPollsIT(Stack stack) {
        this.stack = stack;
        this.rollouts = new TestRollouts(stack);
        this.chips = new TestChips(stack, rollouts.name(), TestRollouts.GROUP);
    }

    @AfterEach
    void close() {
        chips.close();
    }

    @Test
    void a_waiting_device_hears_of_a_check_and_of_a_rollout_before_others_that_waited_longer() {
        List<Chip> made = chips.make(2, "smoke");
        made.forEach(chip -> rollouts.awaitTarget(chip.id()));
        long first = rollouts.deploy(TestRollouts.GROUP, image("1.0.0"));
        Agent other = switchOn(made.getLast());
        rollouts.awaitTrusted(other, first);
        awaitWaiting(other);
        Agent device = switchOn(made.getFirst());
        rollouts.awaitTrusted(device, first);
        awaitWaiting(device);
        ImageId second = image("2.0.0");
        long otherPolls = other.status().polls();
        long polls = device.status().polls();
        long begin = System.nanoTime();

        rollouts.post("devices/" + made.getFirst().id().text() + "/check-now", Map.of());
        long answered = awaitAnswer(device, polls);

        assertThat(other.status().polls()).as("the other device waits on").isEqualTo(otherPolls);
        String rollout = rollouts.start(second, List.of(NewPhase.ofPercent(NewPhase.ALL)));
        awaitAnswer(device, answered);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("time since a moment before the poll of the device")
                .isLessThan(LONGEST);
        rollouts.awaitCompleted(rollout, 2);
    }

    /** Waits until a device has more answered polls than {@code polls}. Returns their number. */
    private long awaitAnswer(Agent device, long polls) {
        return stack.await(
                "the device is answered",
                () -> Optional.of(device.status().polls()).filter(now -> now > polls));
    }

    private ImageId image(String version) {
        return rollouts.upload(chips.application(version));
    }

    private Agent switchOn(Chip chip) {
        return chips.switchOn(chip.waitingSoftware(LONGEST));
    }

    /** Waits until the poll of a device waits at the gateway, that is, until no poll is answered for a while. */
    private void awaitWaiting(Agent device) {
        AtomicLong polls = new AtomicLong();
        AtomicLong since = new AtomicLong();
        stack.await("the poll of the device waits", () -> {
            long now = device.status().polls();
            if (polls.getAndSet(now) != now) {
                since.set(System.nanoTime());
            }
            return Optional.of(now).filter(_ -> System.nanoTime() - since.get() > ANSWERED_WITHIN.toNanos());
        });
    }
}
