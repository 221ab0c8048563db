package dev.holdfast.sim.scenario;

import dev.holdfast.sim.agent.AgentStatus;
import dev.holdfast.sim.agent.Standing;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * What a scenario should come to: how many devices, of those that are ever switched on, are as described. A device is when
 * all that is said holds of it, or of its clone.
 *
 * @param standing with its service
 * @param finding the code of a finding in its last attestation result
 * @param bootedMoreThan it booted more often than this since the fleet was loaded
 * @param updated whether it took an update since then
 * @param atLeast this many; empty for no lower bound
 * @param atMost this many; empty for no upper bound
 */
public record Expectation(
        Optional<Standing> standing,
        Optional<String> finding,
        Optional<Integer> bootedMoreThan,
        Optional<Boolean> updated,
        Optional<Portion> atLeast,
        Optional<Portion> atMost) {
    /** Checks that something is expected of someone. */
    public Expectation {
        if (standing.isEmpty() && finding.isEmpty() && bootedMoreThan.isEmpty() && updated.isEmpty()) {
            throw new IllegalArgumentException(
                    "an expectation says at least one of standing, finding, booted-more-than, updated");
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
                .filter(this::fits)
                .map(AgentStatus::device)
                .distinct()
                .count();
        boolean met = atLeast.map(least -> devices >= least.least(fleet)).orElse(true)
                && atMost.map(most -> devices <= most.most(fleet)).orElse(true);
        return new Verdict(text(), devices, met);
    }

    private boolean fits(AgentStatus status) {
        return standing.map(status.standing()::equals).orElse(true)
                && finding.map(code -> status.findings().stream()
                                .anyMatch(found -> found.code().equals(code)))
                        .orElse(true)
                && bootedMoreThan.map(times -> status.boots() > times).orElse(true)
                && updated.map(is -> is == status.updatesInstalled() > 0).orElse(true);
    }

    /** Says it in words. */
    public String text() {
        StringBuilder text = new StringBuilder();
        atLeast.ifPresent(least -> text.append("at least ").append(least));
        atMost.ifPresent(most ->
                text.append(text.isEmpty() ? "at most " : " and at most ").append(most));
        standing.ifPresent(it -> text.append(' ').append(it.name().toLowerCase(Locale.ROOT)));
        finding.ifPresent(code -> text.append(" with finding ").append(code));
        bootedMoreThan.ifPresent(
                times -> text.append(" booted more than ").append(times).append(" times"));
        updated.ifPresent(is -> text.append(is ? " updated" : " not updated"));
        return text.toString();
    }
}
