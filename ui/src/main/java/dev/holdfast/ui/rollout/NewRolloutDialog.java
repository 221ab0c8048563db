package dev.holdfast.ui.rollout;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.rollout.NewRollout;
import dev.holdfast.contract.operator.rollout.RolloutDefaults;
import dev.holdfast.contract.operator.rollout.RolloutImpact;
import dev.holdfast.contract.operator.rollout.RolloutView;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.component.Warnings;
import dev.holdfast.ui.image.ImageChoice;
import dev.holdfast.ui.shell.FormDialog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Creates a draft of a rollout to a group. Shows its effect. */
public final class NewRolloutDialog extends FormDialog {
    private static final Duration STEP = Duration.ofMinutes(15);

    private final transient RolloutClient client;
    private final String catalog;
    private final transient DeviceGroupView to;
    private final ImageChoice images;
    private final PhasesEditor phases;
    private final HaltRulesEditor rules;
    private final DateTimePicker start = new DateTimePicker(text("rollout-form.start"));
    private final IntegerField inFlight = new IntegerField(text("rollout-form.in-flight"));
    private final IntegerField attestWithin = new IntegerField(text("rollout-form.attest-within"));
    private final IntegerField silentAfter = new IntegerField(text("rollout-form.silent-after"));
    private final Checkbox emergency = new Checkbox(text("rollout-form.emergency"));
    private final TextField reason = new TextField(text("deploy.reason"));
    /** Says what the rollout would do. */
    private final Div effect = new Div();

    /**
     * Makes a dialog.
     *
     * @param choice the images that can be deployed to the group
     * @param created receives the draft
     */
    public NewRolloutDialog(
            RolloutClient client,
            String catalog,
            DeviceGroupView to,
            List<ImageView> choice,
            Consumer<RolloutView> created) {
        super(text("rollout-form.title", to.product(), to.name()), text("rollout-form.submit"));
        setWidth("58rem");
        this.client = client;
        this.catalog = catalog;
        this.to = to;
        RolloutDefaults defaults =
                client.defaults(catalog, to.product(), to.name()).getEntity();
        phases = new PhasesEditor(defaults.phases(), 0, this::changed);
        rules = new HaltRulesEditor(defaults.haltRules(), this::changed);
        images = new ImageChoice(choice);
        field("imageIds", images, ImageChoice::isDeployable, ImageChoice.rule());
        images.addValueChangeListener(change -> explain());
        put(new H2(text("rollout-form.phases")), phases);
        put(new H2(text("rollout-form.rules")), Styled.note(text("rollout-form.rules-hint")), rules);
        put(new H2(text("rollout-form.begin")), times(), limits());
        field("reason", reason, value -> true, "");
        reason.setMaxLength(Reason.MAX_LENGTH);
        reason.setHelperText(text("deploy.reason-hint"));
        effect.getElement().setAttribute("aria-live", "polite");
        effect.addClassName("hf-effect");
        put(effect);
        when(this::isValid);
        explainDisabled(() ->
                text(images.getValue().isEmpty() ? "rollout-form.missing-images" : "rollout-form.invalid-fields"));
        onSubmit(() -> created.accept(client.create(catalog, to.product(), to.name(), request())));
    }

    private Div times() {
        start.setHelperText(text("rollout-form.start-hint"));
        start.setDatePickerI18n(TimeText.datePicker());
        start.setDateAriaLabel(text("rollout-form.start-date"));
        start.setTimeAriaLabel(text("rollout-form.start-time"));
        start.setStep(STEP);
        bind("startAt", start, time -> true, "");
        limit(inFlight, NewRollout.MAX_IN_FLIGHT);
        inFlight.setHelperText(text("rollout-form.in-flight-hint"));
        bind("maxInFlight", inFlight, limit -> limit == null || limit > 0, text("rollout-form.in-flight-rule"));
        return Styled.div("hf-two-fields", start, inFlight);
    }

    private Details limits() {
        String rule = text("rollout-form.hours-rule", NewRollout.MAX_HOURS);
        limit(attestWithin, NewRollout.MAX_HOURS);
        attestWithin.setHelperText(text("rollout-form.attest-within-hint"));
        attestWithin.setValue(NewRollout.DEFAULT_HOURS);
        bind("attestWithinHours", attestWithin, NewRolloutDialog::isHours, rule);
        limit(silentAfter, NewRollout.MAX_HOURS);
        silentAfter.setHelperText(text("rollout-form.silent-after-hint"));
        silentAfter.setValue(NewRollout.DEFAULT_HOURS);
        bind("silentAfterHours", silentAfter, NewRolloutDialog::isHours, rule);
        emergency.setHelperText(text("rollout-form.emergency-hint"));
        emergency.addValueChangeListener(change -> changed());
        return new Details(
                text("rollout-form.more"), Styled.div("hf-two-fields", attestWithin, silentAfter), emergency);
    }

    private static void limit(IntegerField field, int max) {
        field.setMin(1);
        field.setMax(max);
    }

    private static boolean isHours(@Nullable Integer hours) {
        return hours != null && hours >= 1 && hours <= NewRollout.MAX_HOURS;
    }

    private boolean isValid() {
        return phases.isValid() && rules.isValid();
    }

    private void changed() {
        check();
        explain();
    }

    private void explain() {
        effect.removeAll();
        if (!images.clash().isEmpty()) {
            effect.add(new Paragraph(images.clash()));
        }
        if (!ImageChoice.isDeployable(images.getValue()) || !isValid()) {
            return;
        }
        try {
            RolloutImpact impact = client.preview(catalog, to.product(), to.name(), request());
            UnorderedList effects = new UnorderedList();
            RolloutEffects.of(impact).forEach(sentence -> effects.add(new ListItem(sentence)));
            effect.add(effects);
            if (!impact.warnings().isEmpty()) {
                effect.add(new Warnings(impact.warnings()));
            }
        } catch (OperatorProblem refused) {
            effect.add(new Paragraph(String.valueOf(refused.problem().detail())));
        }
    }

    private NewRollout request() {
        String given = stripped(reason);
        @Nullable Instant startAt = start.getValue() == null ? null : TimeText.moment(start.getValue());
        return new NewRollout(
                images.ids(),
                phases.phases(),
                rules.rules(),
                startAt,
                inFlight.getValue(),
                attestWithin.getValue(),
                silentAfter.getValue(),
                emergency.getValue(),
                given.isEmpty() ? null : given);
    }
}
