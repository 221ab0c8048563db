package dev.holdfast.ui.policy;

import dev.holdfast.contract.operator.policy.NewActivation;
import dev.holdfast.contract.operator.policy.PolicyActivation;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.Locale;
import java.util.function.Consumer;

/** Activates what a replay was about; says what its report says, and whether somebody else has to agree. */
final class ActivateDialog extends ActionDialog {
    ActivateDialog(
            PolicyClient client,
            String catalog,
            ReplayView replay,
            boolean secondPerson,
            Consumer<PolicyActivation> done) {
        super(
                replay.version() == 0 ? "Take the policy away" : "Activate version " + replay.version(),
                effect(replay, secondPerson),
                secondPerson ? "Ask for approval" : replay.version() == 0 ? "Take away" : "Activate",
                comment -> done.accept(client.activate(
                        catalog, replay.policy(), new NewActivation(replay.version(), replay.id(), comment))));
    }

    /** Says what an activation would do, from its replay. */
    static String effect(ReplayView replay, boolean secondPerson) {
        StringBuilder words = new StringBuilder();
        words.append(
                replay.devicesChanged() == 0
                        ? "By the replayed evidence nothing would change for "
                                + Amount.of(replay.devicesInAll(), "device") + "."
                        : String.format(
                                Locale.ROOT,
                                "By the replayed evidence %,d of %s would change, each at its next attestation.",
                                replay.devicesChanged(),
                                Amount.of(replay.devicesInAll(), "device")));
        long unknown = replay.devicesWithoutEvidence();
        if (unknown > 0) {
            words.append(" Nothing is known about ")
                    .append(Amount.of(unknown, "device"))
                    .append(" that sent no evidence in that time.");
        }
        words.append(
                secondPerson
                        ? " This catalog wants two people: it counts once somebody else with the Publisher role approves."
                        : " It counts at once, and can be rolled back in one act.");
        return words.toString();
    }
}
