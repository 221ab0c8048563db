package dev.holdfast.backend.update.rollout;

import java.util.List;

/**
 * Numbers by which {@link RolloutPlanner} decides.
 *
 * @param phases devices of each open phase, in the order of the phases. A device belongs to the first phase that opened it
 * @param fullyOpen whether all devices of the newest phase are open
 * @param crashed devices on the next deployment that crashed since the newest phase opened, of all that attested it
 * @param crashedBefore devices that crashed since the newest phase opened, of all on the current deployment
 * @param notRolledBack devices that have images of the next deployment and must be rolled back
 */
public record RolloutCounters(
        List<PhaseCounts> phases, boolean fullyOpen, Share crashed, Share crashedBefore, long notRolledBack) {
    /** Copies the list. */
    public RolloutCounters {
        phases = List.copyOf(phases);
    }

    /** Returns the devices of one phase. */
    public PhaseCounts phase(int number) {
        return number > phases.size() ? PhaseCounts.NONE : phases.get(number - 1);
    }

    /** Returns the devices of all open phases. */
    public PhaseCounts allPhases() {
        return phases.stream().reduce(PhaseCounts.NONE, PhaseCounts::plus);
    }
}
