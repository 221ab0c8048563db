package dev.holdfast.contract.operator.approval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an act that waits would do if it were approved now.
 *
 * @param effect a sentence each; empty when it cannot be done
 * @param tag stands for that effect, see {@link ApprovalAnswer#seen()}; empty when it cannot be done
 * @param changed whether that is something else than when it was asked for
 * @param impossible why it cannot be done now; null when it can
 */
public record ApprovalPreview(
        List<String> effect,
        String tag,
        boolean changed,
        @Nullable String impossible) {
    /** Copies. */
    public ApprovalPreview {
        effect = effect == null ? List.of() : List.copyOf(effect);
    }
}
