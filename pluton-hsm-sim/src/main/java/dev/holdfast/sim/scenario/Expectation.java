package dev.holdfast.sim.scenario;

import dev.holdfast.sim.agent.AgentStatus;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * An expected number of devices that meet some conditions. A device counts if the device itself, or its clone, meets all conditions. A
 * share is a share of the devices that are not on the shelf (never switched on).
 *
 * @param conditions the conditions
 * @param atLeast lower bound; empty for none
 * @param atMost upper bound; empty for none
 */
public record Expectation(List<DeviceCondition> conditions, Optional<Portion> atLeast, Optional<Portion> atMost) {
    public Expectation {
        conditions = List.copyOf(conditions);
        if (conditions.isEmpty()) {
            throw new IllegalArgumentException("an expectation needs a condition, such as state or updated");
        }
        if (atLeast.isEmpty() && atMost.isEmpty()) {
            throw new IllegalArgumentException("an expectation needs at-least, at-most, or both");
        }
    }

    /**
     * Result of an expectation.
     *
     * @param expectation description of the expectation
     * @param devices number of devices that meet the conditions
     * @param met whether that number is within the bounds
     */
    public record Verdict(String expectation, long devices, boolean met) {}

    /**
     * Compares the expectation with a fleet.
     *
     * @param statuses status of every device and of every clone
     * @param fleet number of devices that are not on the shelf (never switched on)
     */
    public Verdict judge(Collection<AgentStatus> statuses, long fleet) {
        long devices = statuses.stream()
                .filter(status -> conditions.stream().allMatch(condition -> condition.matches(status)))
                .map(AgentStatus::device)
                .distinct()
                .count();
        boolean met = atLeast.map(portion -> devices >= portion.lowerBound(fleet))
                        .orElse(true)
                && atMost.map(portion -> devices <= portion.upperBound(fleet)).orElse(true);
        return new Verdict(text(), devices, met);
    }

    /** Returns a description, such as {@code at least 95 % trusted}. */
    public String text() {
        StringBuilder text = new StringBuilder();
        atLeast.ifPresent(portion -> text.append("at least ").append(portion));
        atMost.ifPresent(portion ->
                text.append(text.isEmpty() ? "at most " : " and at most ").append(portion));
        conditions.forEach(condition -> text.append(' ').append(condition.text()));
        return text.toString();
    }
}
