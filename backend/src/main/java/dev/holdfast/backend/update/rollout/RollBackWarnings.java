package dev.holdfast.backend.update.rollout;

import dev.holdfast.contract.operator.deployment.ImageChange;
import dev.holdfast.contract.operator.image.ImageView;
import java.util.List;

/** Says what makes a rollback of a rollout impossible, for previews and approvals. */
final class RollBackWarnings {
    static final String SYSTEM =
            "An operating system cannot be rolled back: devices refuse a release with a lower security version.";

    private RollBackWarnings() {}

    /** Returns one sentence for each image whose security version rises. */
    static List<String> of(List<ImageChange> changes) {
        return changes.stream()
                .filter(change -> rise(change) > 0)
                .map(change -> "A device that has confirmed the images cannot be rolled back: the security version "
                        + versions(change) + ".")
                .toList();
    }

    private static long rise(ImageChange change) {
        ImageView before = change.before();
        ImageView after = change.after();
        return before == null || after == null ? 0 : after.securityVersion() - before.securityVersion();
    }

    private static String versions(ImageChange change) {
        ImageView before = change.before();
        ImageView after = change.after();
        return before == null || after == null
                ? ""
                : "of " + after.name() + " changes from " + before.securityVersion() + " to " + after.securityVersion();
    }
}
