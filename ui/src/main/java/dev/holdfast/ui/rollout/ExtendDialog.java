package dev.holdfast.ui.rollout;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.rollout.HaltRuleView;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.contract.operator.rollout.NewRollout;
import dev.holdfast.contract.operator.rollout.PhaseView;
import dev.holdfast.contract.operator.rollout.RolloutAction;
import dev.holdfast.contract.operator.rollout.RolloutExtension;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Versioned;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes soak time, limit, halt rules and later phases of a rollout. Sends only the changes. */
final class ExtendDialog extends FormDialog {
    private static final int MINUTES = 60;

    private final transient RolloutView before;
    private final NumberField soak = new NumberField();
    private final IntegerField inFlight = new IntegerField(text("rollout-form.in-flight"));
    private final HaltRulesEditor rules;
    /** The editor of the phases that are not open; null if all are open, or one has a list of devices. */
    private final @Nullable PhasesEditor phases;

    private final transient List<NewPhase> phasesBefore;

    ExtendDialog(RolloutClient client, String catalog, String rollout, Runnable done) {
        super(text("rollout-extend.title"), text("rollout-extend.submit"));
        setWidth("58rem");
        Versioned<RolloutView> seen = Versioned.of(() -> client.rollout(catalog, rollout));
        before = seen.now();
        long waiting =
                client.actionImpact(catalog, rollout, RolloutAction.EXTEND).waiting();
        put(new Paragraph(text("rollout-extend.effect", waiting)));
        PhaseView current = before.phases().get(Math.max(0, before.phase() - 1));
        soak.setLabel(text("rollout-extend.soak", current.number()));
        soak.setMin(0);
        soak.setValue((double) current.soakMinutes() / MINUTES);
        bind(
                "soakMinutes",
                soak,
                hours -> hours != null && isSoak(hours),
                Amount.range(0, NewPhase.MAX_SOAK / MINUTES));
        inFlight.setMin(1);
        inFlight.setMax(NewRollout.MAX_IN_FLIGHT);
        inFlight.setHelperText(text("rollout-form.in-flight-hint"));
        inFlight.setValue(before.maxInFlight());
        bind("maxInFlight", inFlight, limit -> limit == null || limit > 0, text("rollout-form.in-flight-rule"));
        put(Styled.div("hf-two-fields", soak, inFlight));
        rules = new HaltRulesEditor(before.haltRules(), this::check);
        put(new H2(text("rollout-form.rules")), rules);
        phasesBefore = notOpen(before);
        phases = phasesBefore.isEmpty() ? null : new PhasesEditor(phasesBefore, before.phase(), this::check);
        if (phases != null) {
            put(new H2(text("rollout-extend.phases")), phases);
        } else if (before.phase() < before.phases().size()) {
            put(new H2(text("rollout-extend.phases")), Styled.note(text("rollout-extend.listed")));
        }
        TextField reason = required("reason", new TextField(text("action-dialog.reason")));
        reason.setMaxLength(Reason.MAX_LENGTH);
        reason.setHelperText(text("action-dialog.reason.hint"));
        when(() -> rules.isValid() && (phases == null || phases.isValid()) && isChanged());
        onFailure(failure -> seen.refusal(failure, now -> new Paragraph(RolloutWords.sentence(now))));
        onSubmit(() -> {
            seen.change(tag -> client.extend(catalog, rollout, tag, extension(stripped(reason))));
            Toast.done(text("rollout-action.extend.done"));
            done.run();
        });
    }

    private static boolean isSoak(double hours) {
        return hours >= 0 && hours * MINUTES <= NewPhase.MAX_SOAK;
    }

    /** Returns the phases that are not open; none if one of them has a list of devices, which is not known here. */
    private static List<NewPhase> notOpen(RolloutView rollout) {
        List<PhaseView> later = rollout.phases().stream()
                .filter(phase -> phase.number() > rollout.phase())
                .toList();
        return later.stream().anyMatch(phase -> phase.listed() != null)
                ? List.of()
                : later.stream()
                        .map(phase -> new NewPhase(
                                phase.percent(),
                                phase.count(),
                                phase.tag(),
                                null,
                                phase.soakMinutes(),
                                phase.successPercent(),
                                phase.askPerson()))
                        .toList();
    }

    private boolean isChanged() {
        RolloutExtension extension = extension("");
        return extension.soakMinutes() != null
                || extension.maxInFlight() != null
                || extension.haltRules() != null
                || extension.phases() != null;
    }

    private RolloutExtension extension(String reason) {
        PhaseView current = before.phases().get(Math.max(0, before.phase() - 1));
        int soakMinutes = soak.getValue() == null ? current.soakMinutes() : (int) Math.round(soak.getValue() * MINUTES);
        int limit = Objects.requireNonNullElse(inFlight.getValue(), 0);
        List<HaltRuleView> haltRules = rules.rules();
        List<NewPhase> later = phases == null ? phasesBefore : phases.phases();
        return new RolloutExtension(
                soakMinutes == current.soakMinutes() ? null : soakMinutes,
                limit == Objects.requireNonNullElse(before.maxInFlight(), 0) ? null : limit,
                Set.copyOf(haltRules).equals(Set.copyOf(before.haltRules())) ? null : haltRules,
                later.equals(phasesBefore) ? null : later,
                reason);
    }
}
