package dev.holdfast.ui.policy;

import dev.holdfast.contract.operator.NewRollback;
import dev.holdfast.contract.operator.PolicyActivation;
import dev.holdfast.contract.operator.PolicyView;
import dev.holdfast.ui.component.ActDialog;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.Refusal;

/** The way back to what decided before, in one act. */
final class RollBackDialog extends ActDialog {
    RollBackDialog(PolicyClient client, String catalog, PolicyView policy, Runnable done) {
        super(
                "Roll back",
                "What was active before version " + policy.activeVersion()
                        + " decides again, from the next attestation of each device on. It was active before, so it needs"
                        + " no replay.",
                "Roll back",
                Refusal::words,
                comment -> {
                    PolicyActivation answer = client.rollBack(catalog, policy.key(), new NewRollback(comment));
                    Toast.done(
                            answer.approval() == null
                                    ? "Rolled back: version " + answer.policy().appliesVersion() + " decides"
                                    : "Asked for: it happens once a second person approves");
                    done.run();
                });
    }
}
