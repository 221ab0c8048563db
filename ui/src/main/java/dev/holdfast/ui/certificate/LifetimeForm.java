package dev.holdfast.ui.certificate;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.holdfast.contract.operator.authority.CertificateLifetime;
import dev.holdfast.ui.component.ActDialog;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.Refusal;
import java.util.List;

/** Changes how long device certificates live; says first what that does. */
final class LifetimeForm extends Div {
    private final transient AuthorityClient client;
    private final transient CertificateLifetime now;
    private final transient Runnable changed;
    private final String catalog;
    private final IntegerField hours = new IntegerField("Hours");
    private final Button change = new Button("Change…");

    LifetimeForm(AuthorityClient client, String catalog, CertificateLifetime now, Runnable changed) {
        this.client = client;
        this.catalog = catalog;
        this.now = now;
        this.changed = changed;
        hours.setMin(1);
        hours.setMax(CertificateLifetime.MAX_HOURS);
        hours.setStepButtonsVisible(true);
        hours.setWidth("16rem");
        hours.setHelperText("1 to " + CertificateLifetime.MAX_HOURS + ", a week; as installed "
                + CertificateLifetime.DEFAULT_HOURS);
        String range = "1 to " + CertificateLifetime.MAX_HOURS + " hours are possible";
        hours.setI18n(new IntegerField.IntegerFieldI18n()
                .setMinErrorMessage(range)
                .setMaxErrorMessage(range)
                .setBadInputErrorMessage("Type a whole number of hours"));
        hours.setValueChangeMode(ValueChangeMode.EAGER);
        hours.setValue(now.hours());
        hours.addValueChangeListener(typed -> check());
        change.addThemeVariants(ButtonVariant.PRIMARY);
        change.addClickListener(clicked -> ask(hours.getValue()));
        check();
        Div acts = new Div(change);
        acts.addClassName("hf-actions");
        addClassName("hf-form");
        add(hours, acts);
    }

    /** Says what another number of hours would do. */
    static List<String> effects(int before, int after) {
        String length = Amount.of(after, "hour");
        return List.of(
                "Certificates that are issued from now on live for " + length
                        + ". Those that devices have stay valid until they expire.",
                after < before
                        ? "A device that cannot renew, because it or Holdfast is not reachable, loses its services and its"
                                + " trust after " + length + "; it was " + Amount.of(before, "hour") + "."
                        : "A device that is stolen or taken over keeps what it has for up to " + length
                                + ", unless somebody revokes it and relying parties ask; it was "
                                + Amount.of(before, "hour") + ".");
    }

    private void ask(int wanted) {
        ActDialog dialog = new ActDialog(
                        "Let certificates live for " + Amount.of(wanted, "hour"),
                        effects(now.hours(), wanted),
                        wanted < now.hours() ? "Make it shorter" : "Make it longer",
                        Refusal::words,
                        none -> {
                            client.change(catalog, new CertificateLifetime(wanted));
                            Toast.done("Certificates live for " + Amount.of(wanted, "hour") + " from now on");
                            changed.run();
                        })
                .withoutReason();
        dialog.open();
    }

    private void check() {
        Integer wanted = hours.getValue();
        change.setEnabled(
                wanted != null && wanted >= 1 && wanted <= CertificateLifetime.MAX_HOURS && wanted != now.hours());
    }
}
