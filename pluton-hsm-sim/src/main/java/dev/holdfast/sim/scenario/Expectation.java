package dev.holdfast.sim.scenario;

import dev.holdfast.sim.agent.AgentStatus;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a scenario should come to: how many devices, of those that are ever switched on, are as described. A device is when
 * all that is said holds of it, or of its clone.
 *
 * @param traits what is said; all of it must hold
 * @param atLeast this many; empty for no lower bound
 * @param atMost this many; empty for no upper bound
 */
public record Expectation(List<Trait> traits, Optional<Portion> atLeast, Optional<Portion> atMost) {
    /** Checks that something is expected of someone. */
    public Expectation {
        traits = List.copyOf(traits);
        if (traits.isEmpty()) {
            throw new IllegalArgumentException("an expectation says what is expected, such as state or updated");
        }
        if (atLeast.isEmpty() && atMost.isEmpty()) {
            throw new IllegalArgumentException("an expectation says at-least, at-most, or both");
        }
    }

    /**
     * What came of an expectation.
     *
     * @param expectation in words
     * @param devices how many are so
     * @param met whether that is what was expected
     */
    public record Verdict(String expectation, long devices, boolean met) {}

    /**
     * Judges.
     *
     * @param statuses of each device that is ever switched on, its clones' too
     * @param fleet how many devices are ever switched on
     */
    public Verdict judge(Collection<AgentStatus> statuses, long fleet) {
        long devices = statuses.stream()
                .filter(status -> traits.stream().allMatch(trait -> trait.fits(status)))
                .map(AgentStatus::device)
                .distinct()
                .count();
        boolean met = atLeast.map(least -> devices >= least.least(fleet)).orElse(true)
                && atMost.map(most -> devices <= most.most(fleet)).orElse(true);
        return new Verdict(text(), devices, met);
    }

    /** Says it in words. */
    public String text() {
        StringBuilder text = new StringBuilder();
        atLeast.ifPresent(least -> text.append("at least ").append(least));
        atMost.ifPresent(most ->
                text.append(text.isEmpty() ? "at most " : " and at most ").append(most));
        traits.forEach(trait -> text.append(' ').append(trait.text()));
        return text.toString();
    }
}
