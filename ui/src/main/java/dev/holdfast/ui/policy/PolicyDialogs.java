package dev.holdfast.ui.policy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.holdfast.contract.operator.policy.NewActivation;
import dev.holdfast.contract.operator.policy.NewReplay;
import dev.holdfast.contract.operator.policy.NewRollback;
import dev.holdfast.contract.operator.policy.PolicyActivation;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.Links;

/** What is asked before a policy is replayed, activated or rolled back. */
final class PolicyDialogs {
    private static final int USUAL_DAYS = 7;

    private PolicyDialogs() {}

    /** Asks how far back a replay shall look, starts it, and goes from {@code page} to it. It changes nothing. */
    static void replay(Component page, PolicyClient client, String catalog, String policy, int version) {
        IntegerField days = new IntegerField("Days of evidence");
        days.setValue(USUAL_DAYS);
        days.setMin(1);
        days.setMax(NewReplay.MOST_DAYS);
        days.setStepButtonsVisible(true);
        days.setHelperText("1 to 30; devices that sent none in that time are counted, not judged");
        new ActionDialog(
                        version == 0 ? "Replay without this policy" : "Replay version " + version,
                        (version == 0
                                        ? "Shows what would change if this policy were taken away and the next one above decided. "
                                        : "Decides stored evidence again with this version and compares. ")
                                + "Nothing changes for any device.",
                        "Start replay",
                        _ -> {
                            ReplayView started =
                                    client.replay(catalog, policy, version, new NewReplay(days.getValue()));
                            Links.go(page, Links.replay(catalog, started.id()));
                        })
                .with(days)
                .withoutReason()
                .open();
    }

    static void activate(Component page, PolicyClient client, String catalog, ReplayView replay, boolean secondPerson) {
        new ActionDialog(
                        activation(replay),
                        effect(replay, secondPerson),
                        secondPerson ? "Ask for approval" : replay.version() == 0 ? "Take away" : "Activate",
                        comment -> {
                            Toast.done(said(client.activate(
                                    catalog,
                                    replay.policy(),
                                    new NewActivation(replay.version(), replay.id(), comment))));
                            Links.go(page, Links.policy(catalog, replay.policy()));
                        })
                .commenting()
                .open();
    }

    private static String said(PolicyActivation done) {
        if (done.approval() != null) {
            return "Asked for: it counts once a second person approves";
        }
        return done.policy().activeVersion() == 0
                ? "Taken away"
                : "Version " + done.policy().activeVersion() + " decides from now on";
    }

    static String activation(ReplayView replay) {
        return replay.version() == 0 ? "Take the policy away" : "Activate version " + replay.version();
    }

    static String effect(ReplayView replay, boolean secondPerson) {
        String devices = Amount.of(replay.devicesInAll(), "device");
        long unknown = replay.devicesWithoutEvidence();
        return (replay.devicesChanged() == 0
                        ? "By the replayed evidence nothing would change for " + devices + "."
                        : "By the replayed evidence " + Amount.of(replay.devicesChanged()) + " of " + devices
                                + " would change, each at its next attestation.")
                + (unknown == 0
                        ? ""
                        : " Nothing is known about " + Amount.of(unknown, "device")
                                + " that sent no evidence in that time.")
                + (secondPerson
                        ? " This catalog wants two people: it counts once somebody else with the Publisher role approves."
                        : " It counts at once, and can be rolled back in one act.");
    }

    static ActionDialog rollBack(PolicyClient client, String catalog, PolicyView policy, Runnable done) {
        return new ActionDialog(
                        "Roll back",
                        "What was active before the newest change decides again, from the next attestation of each device on; where"
                                + " nothing was, the next policy above decides. It needs neither a replay nor a second person; where the"
                                + " catalog wants two people, that holds for what was activated in the last 7 days.",
                        "Roll back",
                        comment -> {
                            PolicyView now = client.rollBack(catalog, policy.key(), new NewRollback(comment))
                                    .policy();
                            Toast.done("Rolled back: " + PolicyWords.version(now.appliesKey(), now.appliesVersion())
                                    + " decides");
                            done.run();
                        })
                .commenting();
    }
}
