package dev.holdfast.ui.setting;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.operator.attestation.AttestationRetention;
import dev.holdfast.ui.component.ActDialog;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.Refusal;

/** Changes how long attestations are kept; keeping them shorter removes some, so that asks once more. */
final class RetentionForm extends Div {
    private final transient RetentionClient client;
    private final transient AttestationRetention now;
    private final transient Runnable changed;
    private final String catalog;
    private final IntegerField days = new IntegerField("Days");
    private final Button change = new Button("Change…");

    RetentionForm(RetentionClient client, String catalog, AttestationRetention now, Runnable changed) {
        this.client = client;
        this.catalog = catalog;
        this.now = now;
        this.changed = changed;
        days.setMin(1);
        days.setMax(RetentionClient.MOST_DAYS);
        days.setStepButtonsVisible(true);
        days.setWidth("16rem");
        days.setHelperText("1 to 3,650; as installed " + AttestationRetention.DEFAULT_DAYS);
        String range = "1 to 3,650 days are possible";
        days.setI18n(new IntegerField.IntegerFieldI18n()
                .setMinErrorMessage(range)
                .setMaxErrorMessage(range)
                .setBadInputErrorMessage("Type a whole number of days"));
        days.setValueChangeMode(ValueChangeMode.EAGER);
        days.setValue(now.days());
        days.addValueChangeListener(typed -> check());
        change.addThemeVariants(ButtonVariant.PRIMARY);
        change.addClickListener(clicked -> ask(days.getValue()));
        check();
        Div acts = new Div(change);
        acts.addClassName("hf-actions");
        addClassName("hf-form");
        add(days, acts);
    }

    /** Says what another number of days would do. */
    static String effect(int before, int after) {
        return after < before
                ? "Attestations that are older than " + Amount.of(after, "day")
                        + " are removed within the hour, for good,"
                        + " but for the newest of each device. Replays reach back no further."
                : "Attestations stay for " + Amount.of(after, "day") + ". What was removed already does not come back.";
    }

    private void ask(int wanted) {
        ActDialog dialog = new ActDialog(
                        "Keep attestations for " + Amount.of(wanted, "day"),
                        effect(now.days(), wanted),
                        wanted < now.days() ? "Keep them shorter" : "Keep them longer",
                        Refusal::words,
                        none -> {
                            client.change(catalog, new AttestationRetention(wanted));
                            Toast.done("Attestations are kept for " + Amount.of(wanted, "day") + " from now on");
                            changed.run();
                        })
                .withoutReason();
        if (wanted < now.days()) {
            dialog.dangerous();
        }
        dialog.open();
    }

    private void check() {
        Integer wanted = days.getValue();
        change.setEnabled(wanted != null && wanted >= 1 && wanted <= RetentionClient.MOST_DAYS && wanted != now.days());
    }
}
