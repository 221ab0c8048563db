package dev.holdfast.ui.policy;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.policy.PolicyScope;
import dev.holdfast.contract.operator.policy.PolicyState;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.contract.operator.policy.ReplayState;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Tone;
import org.jspecify.annotations.Nullable;

/** Texts for policies, versions and replays. */
final class PolicyWords {
    /** The key of the built-in attestation policy. */
    static final String SHIPPED = "default";
    /** The name of update policies in the API, with which their keys begin. */
    static final String UPDATE = "update";

    private static final String UPDATE_PREFIX = UPDATE + "-";

    private PolicyWords() {}

    /** Returns whether a key is of an update policy. */
    static boolean isUpdate(String key) {
        return key.startsWith(UPDATE_PREFIX);
    }

    /** Returns whether a key stands for the update policies that the settings of device groups name. */
    static boolean isSetting(String key) {
        return key.equals(UPDATE_PREFIX + SHIPPED);
    }

    /** Returns the scope of a policy, such as {@code Toaster / Production}. */
    static String scope(PolicyView policy) {
        return switch (policy.scope()) {
            case SHIPPED, CATALOG -> word(policy.scope());
            case PRODUCT -> String.valueOf(policy.product());
            case GROUP -> policy.product() + " / " + policy.group();
        };
    }

    /** Returns the title of the policy that applies to a scope; empty if the settings of the device groups apply. */
    static String title(PolicyView policy) {
        return isSetting(policy.effectiveKey()) ? "" : policy.title();
    }

    static String version(int version) {
        return text("policy.version", String.valueOf(version));
    }

    /** Returns for example {@code version 3 of the catalog policy}. {@code key} is the policy's key; version 0 stands for no policy. */
    static String versionOf(String key, int version) {
        if (version == 0) {
            return text("policy.no-policy");
        }
        if (isSetting(key)) {
            return text("policy.setting-of-group");
        }
        String scope = key.equals(SHIPPED)
                ? "built-in"
                : (isUpdate(key) ? key.substring(UPDATE_PREFIX.length()) : key).replaceFirst("-.*", "");
        return text("policy.version-of-" + scope, String.valueOf(version));
    }

    static Span by(@Nullable String person) {
        return new Span(" " + text("policy.by", String.valueOf(person)));
    }

    /** Returns whether a scope has its own active policy, and so inherits none. */
    static boolean isOwn(PolicyView policy) {
        return policy.key().equals(policy.effectiveKey());
    }

    static String summary(PolicyView policy) {
        if (policy.scope() == PolicyScope.SHIPPED) {
            return text("policy.summary-built-in");
        }
        return isOwn(policy)
                ? text("policy.summary-active", String.valueOf(policy.effectiveVersion()))
                : text("policy.summary-inherited", versionOf(policy.effectiveKey(), policy.effectiveVersion()));
    }

    static StatusBadge badge(PolicyView policy) {
        return isOwn(policy)
                ? badge(PolicyState.ACTIVE)
                : StatusBadge.of(Tone.UNKNOWN, Icon.ARROW, text("policy.inherited"));
    }

    static StatusBadge badge(PolicyState state) {
        return switch (state) {
            case CANDIDATE -> StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, word(state));
            case ACTIVE -> StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, word(state));
            case SUPERSEDED -> StatusBadge.of(Tone.UNKNOWN, Icon.CLOCK_BACK, word(state));
        };
    }

    static StatusBadge badge(ReplayState state) {
        return switch (state) {
            case RUNNING -> StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, word(state));
            case FINISHED -> StatusBadge.of(Tone.AFFIRMING, Icon.CHECK, word(state));
            case CANCELLED -> StatusBadge.of(Tone.UNKNOWN, Icon.BLOCKED, word(state));
            case SUPERSEDED -> StatusBadge.of(Tone.WARNING, Icon.ALERT, word(state));
            case FAILED -> StatusBadge.of(Tone.CONTRAINDICATED, Icon.CROSS, word(state));
        };
    }

    /** Returns the result of a replay, as one sentence without a full stop. */
    static String result(ReplayView replay) {
        return switch (replay.state()) {
            case RUNNING ->
                replay.devicesTotal() == 0
                        ? text("replay.queued")
                        : text("replay.progress", replay.devicesDone(), replay.devicesTotal());
            case CANCELLED -> text("replay.cancelled");
            case SUPERSEDED -> text("replay.superseded");
            case FAILED -> text("replay.failed");
            case FINISHED ->
                text(
                        replay.devicesChanged() == 0 ? "replay.no-change" : "replay.changes",
                        replay.devicesChanged(),
                        replay.devicesTotal());
        };
    }

    static String candidate(ReplayView replay) {
        return replay.version() == 0 ? text("replay.without") : version(replay.version());
    }
}
