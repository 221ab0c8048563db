package dev.holdfast.contract.tlog;

import java.util.List;

/**
 * What a verification found.
 *
 * @param entries how many entries were looked at
 * @param sealed how many entries the newest checkpoint covers
 * @param checkpoints how many checkpoints the entries were held against
 * @param findings at most {@value LogVerification#MOST_FINDINGS}, in the order of the entries; none when all is well
 * @param findingsInAll how many there were
 */
public record LogReport(long entries, long sealed, int checkpoints, List<LogFinding> findings, long findingsInAll) {
    /** Copies the list. */
    public LogReport {
        findings = List.copyOf(findings);
    }

    /** Returns whether every sealed entry is what was signed, at its place, and none is missing. */
    public boolean intact() {
        return findingsInAll == 0;
    }
}
