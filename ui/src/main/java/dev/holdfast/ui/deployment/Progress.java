package dev.holdfast.ui.deployment;

import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StackedBar;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far a deployment is, as a bar, a badge and a sentence.
 *
 * @param deployment the deployment
 * @param heldBack how many of its pending devices will not get it until they are trusted again
 */
record Progress(DeploymentView deployment, long heldBack) {
    StackedBar bar() {
        List<StackedBar.Part> parts = new ArrayList<>(List.of(
                new StackedBar.Part("attested", deployment.attested(), Tone.AFFIRMING),
                new StackedBar.Part("installed", deployment.installed(), Tone.PROGRESS),
                new StackedBar.Part("pending", deployment.pending() - heldBack, Tone.UNKNOWN)));
        if (heldBack > 0) {
            parts.add(new StackedBar.Part("held back", heldBack, Tone.WARNING));
        }
        parts.add(new StackedBar.Part("failed", deployment.failed(), Tone.CONTRAINDICATED));
        return new StackedBar("Progress", parts);
    }

    StatusBadge badge() {
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
        return isRunning()
                ? StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, "Running")
                : StatusBadge.of(Tone.WARNING, Icon.BLOCKED, "Held back");
    }

    /** Returns whether any device is expected to go on by itself. */
    boolean isRunning() {
        return deployment.current() && deployment.attested() + heldBack < deployment.targeted();
    }

    /** Says it in a few words, for lists: {@code 24 of 25 attested · 1 held back}. */
    String brief() {
        String done = String.format(Locale.ROOT, "%,d of %,d attested", deployment.attested(), deployment.targeted());
        return heldBack == 0 ? done : done + String.format(Locale.ROOT, " · %,d held back", heldBack);
    }

    String sentence() {
        if (!deployment.current()) {
            return "A newer deployment took its place; the group no longer follows this one";
        }
        if (deployment.targeted() == 0) {
            return "The group has no devices yet; those that join it take these images";
        }
        StringBuilder sentence = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d of %s attested the new images",
                deployment.attested(),
                Amount.of(deployment.targeted(), "device")));
        if (deployment.failed() > 0) {
            sentence.append(String.format(Locale.ROOT, " · %,d could not install them", deployment.failed()));
        }
        if (heldBack > 0) {
            sentence.append(String.format(
                    Locale.ROOT,
                    " · %,d held back: untrusted, so %s will not get them until trusted again",
                    heldBack,
                    heldBack == 1 ? "it" : "they"));
        }
        return sentence.toString();
    }
}
