package dev.holdfast.ui.audit;

import dev.holdfast.contract.operator.audit.AuditVerification;
import dev.holdfast.ui.component.Amount;

/** Says in plain words what a verification found. */
final class VerificationWords {
    private VerificationWords() {}

    /** Returns the result in one sentence. */
    static String sentence(AuditVerification found) {
        if (!found.intact()) {
            return "This log is not what was signed: " + Amount.of(found.findingsInAll(), "finding") + ".";
        }
        if (found.sealed() == 0) {
            return "Nothing is sealed yet. Entries are sealed a second after the act; try again.";
        }
        return "Intact: "
                + (found.sealed() == 1 ? "the one sealed entry is" : "all " + found.sealed() + " sealed entries are")
                + " as signed, in place, and none is missing.";
    }

    /** Returns what the result rests on. */
    static String basis(AuditVerification found) {
        long unsealed = found.entries() - found.sealed();
        return "Held against " + Amount.of(found.checkpoints(), "signed checkpoint") + " in the database."
                + (unsealed > 0 && found.intact()
                        ? " " + Amount.of(unsealed, "newer entry", "newer entries")
                                + " will be sealed within two seconds."
                        : "");
    }
}
