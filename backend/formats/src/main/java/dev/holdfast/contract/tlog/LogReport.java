package dev.holdfast.contract.tlog;

import java.util.List;

/**
 * Result of the verification of a log.
 *
 * @param entries number of entries in the log, with and without findings
 * @param sealed number of entries that the largest checkpoint covers
 * @param checkpoints number of checkpoints with a valid signature, which the entries were compared with
 * @param findings the {@value LogVerification#MAX_FINDINGS} findings that were noticed first, sorted by their first entry
 * @param totalFindings total number of findings
 */
public record LogReport(long entries, long sealed, int checkpoints, List<LogFinding> findings, long totalFindings) {
    /** Copies the list. */
    public LogReport {
        findings = List.copyOf(findings);
    }

    /** Returns whether the log matches its checkpoints: whether there is no finding. */
    public boolean intact() {
        return totalFindings == 0;
    }
}
