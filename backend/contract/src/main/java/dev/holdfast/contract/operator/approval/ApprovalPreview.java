package dev.holdfast.contract.operator.approval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Effect of approving a request now.
 *
 * @param effect one sentence for each effect; empty when the operation is impossible
 * @param tag identifier of this effect for {@link ApprovalDecision#previewTag()}; empty when the operation is impossible
 * @param changed whether the effect differs from the one at the time of the request
 * @param impossible reason that the operation is impossible now; null when the operation is possible
 */
public record ApprovalPreview(
        List<String> effect,
        String tag,
        boolean changed,
        @Nullable String impossible) {
    /** Copies the lists. */
    public ApprovalPreview {
        effect = effect == null ? List.of() : List.copyOf(effect);
    }
}
