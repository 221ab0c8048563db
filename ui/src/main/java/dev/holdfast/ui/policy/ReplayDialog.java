package dev.holdfast.ui.policy;

import com.vaadin.flow.component.textfield.IntegerField;
import dev.holdfast.contract.operator.policy.NewReplay;
import dev.holdfast.contract.operator.policy.ReplayView;
import dev.holdfast.ui.shell.ActionDialog;
import java.util.function.Consumer;

/** Asks how far back a replay shall look, and starts it. It changes nothing. */
final class ReplayDialog extends ActionDialog {
    private static final int USUAL = 7;

    ReplayDialog(PolicyClient client, String catalog, String policy, int version, Consumer<ReplayView> started) {
        this(client, catalog, policy, version, new IntegerField("Days of evidence"), started);
    }

    private ReplayDialog(
            PolicyClient client,
            String catalog,
            String policy,
            int version,
            IntegerField days,
            Consumer<ReplayView> started) {
        super(
                version == 0 ? "Replay without this policy" : "Replay version " + version,
                (version == 0
                                ? "Shows what would change if this policy were taken away and the next one above decided. "
                                : "Decides stored evidence again with this version and compares. ")
                        + "Nothing changes for any device.",
                "Start replay",
                _ -> started.accept(client.replay(catalog, policy, version, new NewReplay(days.getValue()))));
        days.setValue(USUAL);
        days.setMin(1);
        days.setMax(NewReplay.MOST_DAYS);
        days.setStepButtonsVisible(true);
        days.setHelperText("1 to 30; devices that sent none in that time are counted, not judged");
        with(days);
        withoutReason();
    }
}
