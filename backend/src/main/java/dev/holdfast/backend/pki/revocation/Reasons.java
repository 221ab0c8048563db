package dev.holdfast.backend.pki.revocation;

import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.contract.operator.Reason;
import org.jspecify.annotations.Nullable;

/** Reasons of acts that take something away: none is done without one. */
final class Reasons {
    private Reasons() {}

    /** Checks that there is one, which says something. */
    static Checks check(Checks checks, @Nullable String reason) {
        return checks.line("reason", reason, 1, Reason.MAX_LENGTH)
                .that(reason == null || !reason.isBlank(), "reason", "says why");
    }
}
