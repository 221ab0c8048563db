package dev.holdfast.backend.update.rollout;

import dev.holdfast.backend.update.rollout.RolloutState.Aborted;
import dev.holdfast.backend.update.rollout.RolloutState.AwaitingApproval;
import dev.holdfast.backend.update.rollout.RolloutState.Completed;
import dev.holdfast.backend.update.rollout.RolloutState.Draft;
import dev.holdfast.backend.update.rollout.RolloutState.Halted;
import dev.holdfast.backend.update.rollout.RolloutState.Paused;
import dev.holdfast.backend.update.rollout.RolloutState.RollingBack;
import dev.holdfast.backend.update.rollout.RolloutState.Running;
import dev.holdfast.backend.update.rollout.RolloutState.Scheduled;
import dev.holdfast.backend.update.rollout.RolloutState.Soaking;
import dev.holdfast.backend.update.rollout.RolloutState.WaitingForPerson;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.id.Digest;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rollouts in words, for problems, audit entries and approvals. */
final class RolloutWords {
    private RolloutWords() {}

    /** Returns a state, such as {@code running phase 2}. */
    static String of(RolloutState state) {
        return switch (state) {
            case Draft _ -> "a draft";
            case AwaitingApproval _ -> "a draft that waits for approval";
            case Scheduled(var at) -> "scheduled for " + at;
            case Running(int phase) -> "running phase " + phase;
            case Soaking(int phase, var until) -> "soaking phase " + phase + " until " + until;
            case WaitingForPerson(int phase, var question) ->
                switch (question) {
                    case OPEN_NEXT_PHASE -> "waiting for a person after phase " + phase;
                    case TOO_FEW_ATTESTED ->
                        "waiting for a person, because too few devices of phase " + phase + " attested";
                    case TOO_MANY_TAGGED ->
                        "waiting for a person, because phase " + phase + " cannot list all devices with its tag";
                };
            case Halted(int phase, var halt) -> "halted in phase " + phase + " (" + of(halt) + ")";
            case Paused(int phase) -> "paused in phase " + phase;
            case RollingBack _ -> "rolling back";
            case Aborted _ -> "aborted";
            case Completed _ -> "completed";
        };
    }

    private static String of(Halt halt) {
        return switch (halt) {
            case Halt.Stopped(String reason) -> "all rollouts were stopped: " + reason;
            case Halt.Withdrawn() -> "its operating system was withdrawn";
            case Halt.Fired(HaltRule rule, Share affected, Share before) ->
                affected.devices() + " of " + affected.of() + " devices " + of(rule.cause()) + ", more than "
                        + rule.percent()
                        + (rule.cause() == HaltRule.Cause.CRASH_RATE
                                ? " percentage points above " + before.devices() + " of " + before.of()
                                : " %");
        };
    }

    private static String of(HaltRule.Cause cause) {
        return switch (cause) {
            case INSTALL_FAILED -> "failed to install or returned to the previous images";
            case DID_NOT_COME_BACK -> "made no contact in time after the offer";
            case ATTESTATION_FAILED -> "did not attest the images";
            case CRASH_RATE -> "crashed";
        };
    }

    /** Returns the effect of a plan, one sentence for each phase, rule and limit. Equal plans have equal words. */
    static List<String> of(RolloutPlan plan) {
        List<String> words = new ArrayList<>();
        for (int number = 1; number <= plan.phases().size(); number++) {
            words.add(phase(plan, number));
        }
        plan.rules()
                .forEach(rule -> words.add("Halts when more than " + rule.percent()
                        + (rule.cause() == HaltRule.Cause.CRASH_RATE ? " percentage points more" : " %")
                        + " of at least "
                        + rule.minimum() + " devices " + of(rule.cause()) + "."));
        if (plan.maxInFlight() != RolloutPlan.UNLIMITED) {
            words.add("At most " + plan.maxInFlight() + " devices install at the same time.");
        }
        if (plan.emergency()) {
            words.add("Emergency: phases have no soak time.");
        }
        return words;
    }

    private static String phase(RolloutPlan plan, int number) {
        Phase phase = plan.phase(number);
        StringBuilder words = new StringBuilder(
                "Phase " + number + ": " + of(phase.selection()) + "; " + phase.successPercent() + " % must attest");
        if (!phase.soak().isZero()) {
            words.append("; soak time ").append(of(phase.soak()));
        }
        return words.append(
                        plan.isLast(number)
                                ? "; then the rollout completes."
                                : phase.after() == Phase.After.ASK_PERSON
                                        ? "; then a person decides."
                                        : "; then the next phase opens.")
                .toString();
    }

    private static String of(Selection selection) {
        return switch (selection) {
            case Selection.Percent(int percent) -> percent == 100 ? "all devices" : percent + " % of the devices";
            case Selection.Count(int devices) -> devices + " devices";
            case Selection.Tagged(String tag) -> "devices with tag " + tag;
            // The digest, because an approval is for exactly these devices.
            case Selection.Listed(var devices) ->
                devices.size() + " named devices (SHA-256 of their IDs: "
                        + digest(devices).hex() + ")";
        };
    }

    private static Digest digest(List<DeviceId> devices) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        devices.forEach(device -> all.writeBytes(device.bytes()));
        return Digest.sha256(all.toByteArray());
    }

    private static String of(Duration time) {
        return time.toMinutes() + " min";
    }
}
