package dev.holdfast.ui.rollout;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.rollout.RolloutDefaults;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Versioned;

/** Changes the default phases and halt rules of a group. */
public final class DefaultsDialog extends FormDialog {
    private final PhasesEditor phases;
    private final HaltRulesEditor rules;

    public DefaultsDialog(RolloutClient client, String catalog, DeviceGroupView group) {
        super(text("rollout-defaults.title", group.product(), group.name()), text("rollout-defaults.submit"));
        setWidth("58rem");
        Versioned<RolloutDefaults> seen = Versioned.of(() -> client.defaults(catalog, group.product(), group.name()));
        phases = new PhasesEditor(seen.now().phases(), 0, this::check);
        rules = new HaltRulesEditor(seen.now().haltRules(), this::check);
        put(Styled.note(text("rollout-defaults.text")));
        put(new H2(text("rollout-form.phases")), phases);
        put(new H2(text("rollout-form.rules")), Styled.note(text("rollout-form.rules-hint")), rules);
        when(() -> phases.isValid() && rules.isValid());
        onFailure(failure -> seen.refusal(failure, now -> new Paragraph(text("rollout-defaults.changed"))));
        onSubmit(() -> {
            seen.change(tag -> client.change(
                    catalog, group.product(), group.name(), tag, new RolloutDefaults(phases.phases(), rules.rules())));
            Toast.done(text("rollout-defaults.done"));
        });
    }
}
