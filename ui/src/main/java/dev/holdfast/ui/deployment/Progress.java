package dev.holdfast.ui.deployment;

import dev.holdfast.contract.operator.DeploymentView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StackedBar;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Tone;
import java.util.List;
import java.util.Locale;

/** How far a deployment is, as a bar, a badge and a sentence. */
final class Progress {
    private Progress() {}

    static StackedBar bar(DeploymentView deployment) {
        return new StackedBar(
                "Progress",
                List.of(
                        new StackedBar.Part("attested", deployment.attested(), Tone.AFFIRMING),
                        new StackedBar.Part("installed", deployment.installed(), Tone.PROGRESS),
                        new StackedBar.Part("pending", deployment.pending(), Tone.UNKNOWN),
                        new StackedBar.Part("failed", deployment.failed(), Tone.CONTRAINDICATED)));
    }

    static StatusBadge badge(DeploymentView deployment) {
        if (!deployment.current()) {
            return StatusBadge.of(Tone.UNKNOWN, Icon.CLOCK_BACK, "Superseded");
        }
        if (deployment.targeted() == 0) {
            return StatusBadge.of(Tone.UNKNOWN, Icon.DASH, "No devices");
        }
        if (deployment.attested() == deployment.targeted()) {
            return StatusBadge.of(Tone.AFFIRMING, Icon.SHIELD, "Complete");
        }
        if (deployment.failed() > 0) {
            return StatusBadge.of(Tone.CONTRAINDICATED, Icon.ALERT, "Failures");
        }
        return StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, "Running");
    }

    static String sentence(DeploymentView deployment) {
        if (!deployment.current()) {
            return "A newer deployment took its place; the group no longer follows this one";
        }
        if (deployment.targeted() == 0) {
            return "The group has no devices yet; those that join it take these images";
        }
        String done = String.format(
                Locale.ROOT,
                "%,d of %s attested the new images",
                deployment.attested(),
                Amount.of(deployment.targeted(), "device"));
        return deployment.failed() == 0 ? done : done + " · " + deployment.failed() + " could not install them";
    }
}
