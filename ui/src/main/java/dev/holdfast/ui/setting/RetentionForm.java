package dev.holdfast.ui.setting;

import dev.holdfast.contract.operator.attestation.AttestationRetention;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.shell.ActionDialog;
import dev.holdfast.ui.shell.NumberForm;
import dev.holdfast.ui.shell.Seen;

/** Changes how long attestations are kept; keeping them shorter removes some, so that asks once more. */
final class RetentionForm extends NumberForm<AttestationRetention> {
    private final transient RetentionClient client;
    private final String catalog;

    RetentionForm(RetentionClient client, String catalog, Seen<AttestationRetention> seen, Runnable changed) {
        super(
                seen,
                AttestationRetention::days,
                "day",
                RetentionClient.MOST_DAYS,
                "1 to 3,650; as installed " + AttestationRetention.DEFAULT_DAYS,
                changed);
        this.client = client;
        this.catalog = catalog;
    }

    /** Says what another number of days would do. */
    static String effect(int before, int after) {
        return after < before
                ? "Attestations that are older than " + Amount.of(after, "day")
                        + " are removed within the hour, for good,"
                        + " but for the newest of each device. Replays reach back no further."
                : "Attestations stay for " + Amount.of(after, "day") + ". What was removed already does not come back.";
    }

    @Override
    protected ActionDialog asking(int before, int after, Runnable act) {
        ActionDialog dialog = new ActionDialog(
                "Keep attestations for " + amount(after),
                effect(before, after),
                after < before ? "Keep them shorter" : "Keep them longer",
                none -> act.run());
        return after < before ? dialog.dangerous() : dialog;
    }

    @Override
    protected String change(String tag, int wanted) {
        client.change(catalog, tag, new AttestationRetention(wanted));
        return "Attestations are kept for " + amount(wanted) + " from now on";
    }
}
