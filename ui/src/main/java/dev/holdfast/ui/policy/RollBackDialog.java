package dev.holdfast.ui.policy;

import dev.holdfast.contract.operator.policy.NewRollback;
import dev.holdfast.contract.operator.policy.PolicyActivation;
import dev.holdfast.contract.operator.policy.PolicyView;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.ActionDialog;

/** The way back to what decided before, in one act. */
final class RollBackDialog extends ActionDialog {
    RollBackDialog(PolicyClient client, String catalog, PolicyView policy, Runnable done) {
        super(
                "Roll back",
                "What was active before the newest change decides again, from the next attestation of each device on; where"
                        + " nothing was, the next policy above decides. It needs neither a replay nor a second person; where the"
                        + " catalog wants two people, that holds for what was activated in the last 7 days.",
                "Roll back",
                comment -> {
                    PolicyActivation answer = client.rollBack(catalog, policy.key(), new NewRollback(comment));
                    PolicyView now = answer.policy();
                    Toast.done(
                            "Rolled back: " + PolicyWords.version(now.appliesKey(), now.appliesVersion()) + " decides");
                    done.run();
                });
    }
}
