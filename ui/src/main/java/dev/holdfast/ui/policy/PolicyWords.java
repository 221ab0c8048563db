package dev.holdfast.ui.policy;

import dev.holdfast.contract.operator.policy.PolicyState;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.contract.operator.policy.ReplayState;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Tone;
import java.util.Locale;

/** Policies, their versions and their replays in words. */
final class PolicyWords {
    static final String SHIPPED = "default";

    private PolicyWords() {}

    /** Names what a policy is for, such as {@code Toaster / Production}. */
    static String scope(PolicyView policy) {
        return switch (policy.scope()) {
            case SHIPPED -> "Shipped with Holdfast";
            case CATALOG -> "Whole catalog";
            case PRODUCT -> String.valueOf(policy.product());
            case GROUP -> policy.product() + " / " + policy.group();
        };
    }

    /** Names a version, such as {@code version 3 of the catalog's policy}; {@code key} is the policy's key. */
    static String version(String key, int version) {
        if (version == 0) {
            return "no policy of its own";
        }
        return "version " + version + " of " + owner(key);
    }

    private static String owner(String key) {
        if (key.equals(SHIPPED)) {
            return "the policy that ships";
        }
        if (key.equals("catalog")) {
            return "the catalog's policy";
        }
        return key.startsWith("product-") ? "the product's policy" : "the group's policy";
    }

    static boolean isOwn(PolicyView policy) {
        return policy.key().equals(policy.appliesKey());
    }

    static String decides(PolicyView policy) {
        if (policy.key().equals(SHIPPED)) {
            return "Decides wherever there is no other policy";
        }
        return isOwn(policy)
                ? "Version " + policy.appliesVersion() + " decides"
                : "Inherits " + version(policy.appliesKey(), policy.appliesVersion());
    }

    static StatusBadge inForce(PolicyView policy) {
        return isOwn(policy)
                ? StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "Active")
                : StatusBadge.of(Tone.UNKNOWN, Icon.ARROW, "Inherits");
    }

    static StatusBadge badge(PolicyState state) {
        return switch (state) {
            case CANDIDATE -> StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, "Candidate");
            case ACTIVE -> StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "Decides now");
            case SUPERSEDED -> StatusBadge.of(Tone.UNKNOWN, Icon.CLOCK_BACK, "Was active");
        };
    }

    static StatusBadge badge(ReplayState state) {
        return switch (state) {
            case RUNNING -> StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, "Running");
            case FINISHED -> StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, "Finished");
            case CANCELLED -> StatusBadge.of(Tone.UNKNOWN, Icon.BLOCKED, "Cancelled");
            case OVERTAKEN -> StatusBadge.of(Tone.WARNING, Icon.ALERT, "Overtaken");
            case FAILED -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.CROSS, "Failed");
        };
    }

    /** Says what a replay found, in one sentence without a full stop. */
    static String found(ReplayView replay) {
        return switch (replay.state()) {
            case RUNNING ->
                replay.devicesInAll() == 0
                        ? "Waits for its turn"
                        : String.format(
                                Locale.ROOT,
                                "%,d of %s looked at",
                                replay.devicesDone(),
                                Amount.of(replay.devicesInAll(), "device"));
            case CANCELLED -> "Cancelled before its end: it says nothing";
            case OVERTAKEN -> "Policies or reference values changed while it ran: it says nothing";
            case FAILED -> "It could not be made: it says nothing";
            case FINISHED ->
                replay.devicesChanged() == 0
                        ? "Nothing would change for " + Amount.of(replay.devicesInAll(), "device")
                        : String.format(
                                Locale.ROOT,
                                "%,d of %s would change",
                                replay.devicesChanged(),
                                Amount.of(replay.devicesInAll(), "device"));
        };
    }

    static String candidate(ReplayView replay) {
        return replay.version() == 0 ? "without a policy of its own" : "version " + replay.version();
    }
}
