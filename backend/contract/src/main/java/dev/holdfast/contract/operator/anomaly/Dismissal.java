package dev.holdfast.contract.operator.anomaly;

import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Dismissal of an anomaly. A dismissed anomaly opens again when it recurs; {@link AnomalyKind#UPDATE_WITHHELD} only after 24 hours.
 *
 * @param reason 1 to 200 characters on one line
 */
public record Dismissal(
        @NotNull @Size(min = 1, max = Reason.MAX_LENGTH) @PlainLine
        String reason) {}
