package dev.holdfast.ui.rollout;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.contract.operator.rollout.NewPhase;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.FieldRules;
import dev.holdfast.ui.component.Styled;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Fields of one phase. The last phase opens all devices, so that its devices cannot be chosen. */
final class PhaseFields extends ListItem {
    private static final int MINUTES = 60;

    private final boolean last;
    private final H3 title = new H3();
    private final Select<PhaseKind> kind = new Select<>();
    private final IntegerField percent = Styled.as("hf-short", new IntegerField(text("phase-form.percent")));
    private final IntegerField count = Styled.as("hf-short", new IntegerField(text("phase-form.count")));
    private final TextField tag = Styled.as("hf-long", new TextField(text("phase-form.tag")));
    private final TextArea devices = Styled.as("hf-long", new TextArea(text("phase-form.devices")));
    private final NumberField soak = Styled.as("hf-short", new NumberField(text("phase-form.soak")));
    private final IntegerField success = Styled.as("hf-short", new IntegerField(text("phase-form.success")));
    private final Checkbox ask = new Checkbox(text("phase-form.ask"));
    private final transient FieldRules rules = new FieldRules();

    /** How a phase selects its devices. */
    enum PhaseKind {
        PERCENT,
        COUNT,
        TAG,
        DEVICES
    }

    /** Makes the fields of a phase with its values; {@code changed} runs on each change. */
    PhaseFields(NewPhase phase, boolean last, Runnable changed) {
        this.last = last;
        kind.setLabel(text("phase-form.kind"));
        kind.setItems(PhaseKind.values());
        kind.setItemLabelGenerator(selected -> word(selected));
        tag.setHelperText(text("phase-form.tag-hint", NewPhase.MAX_LISTED));
        devices.setHelperText(text("claim.ids.hint", NewPhase.MAX_LISTED));
        Styled.codes(devices, 3, 8, () -> {});
        add(title);
        if (last) {
            add(Styled.as("hf-long", new Paragraph(text("rollout-phase.all"))), soak, success);
        } else {
            add(kind, percent, count, tag, devices, soak, success, ask);
        }
        show(phase);
        showSelected();
        check();
        kind.addValueChangeListener(change -> showSelected());
        List.<HasValue<?, ?>>of(kind, percent, count, tag, devices, soak, success, ask)
                .forEach(field -> field.addValueChangeListener(change -> changed.run()));
    }

    private void check() {
        rules.add(soak, hours -> hours != null && isSoak(hours), Amount.range(0, NewPhase.MAX_SOAK / MINUTES));
        rules.add(success, 1, NewPhase.ALL);
        if (!last) {
            rules.add(percent, 1, NewPhase.ALL - 1);
            rules.add(count, 1, NewPhase.MAX_COUNT);
            rules.add(tag, word -> word.strip().matches(DeviceDescription.TAG), text("phase-form.tag-rule"));
            rules.add(
                    devices,
                    given -> isList(ids(given).toList()),
                    text("phase-form.devices-rule", NewPhase.MAX_LISTED));
        }
    }

    private void show(NewPhase phase) {
        percent.setValue(phase.percent());
        count.setValue(phase.count());
        tag.setValue(Objects.requireNonNullElse(phase.tag(), ""));
        devices.setValue(
                phase.deviceIds() == null
                        ? ""
                        : String.join(
                                "\n",
                                phase.deviceIds().stream().map(DeviceId::text).toList()));
        kind.setValue(
                phase.count() != null
                        ? PhaseKind.COUNT
                        : phase.tag() != null
                                ? PhaseKind.TAG
                                : phase.deviceIds() != null ? PhaseKind.DEVICES : PhaseKind.PERCENT);
        soak.setValue(phase.soakMinutes() == null ? 0 : (double) phase.soakMinutes() / MINUTES);
        success.setValue(Objects.requireNonNullElse(phase.successPercent(), NewPhase.ALL));
        ask.setValue(Boolean.TRUE.equals(phase.askPerson()));
    }

    private void showSelected() {
        percent.setVisible(kind.getValue() == PhaseKind.PERCENT);
        count.setVisible(kind.getValue() == PhaseKind.COUNT);
        tag.setVisible(kind.getValue() == PhaseKind.TAG);
        devices.setVisible(kind.getValue() == PhaseKind.DEVICES);
    }

    /** Shows the number of the phase, from 1, and the component that removes it. */
    void number(int number, @Nullable Component remove) {
        title.setText(text("rollout-phase.title", number));
        if (remove != null && remove.getParent().isEmpty()) {
            add(remove);
        }
    }

    boolean isValid() {
        return rules.isValid();
    }

    private static boolean isSoak(double hours) {
        return hours >= 0 && hours * MINUTES <= NewPhase.MAX_SOAK;
    }

    private static boolean isList(List<String> ids) {
        return !ids.isEmpty()
                && ids.size() <= NewPhase.MAX_LISTED
                && ids.stream().allMatch(id -> id.matches("[0-9a-f]{128}"));
    }

    private static Stream<String> ids(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[\\s,;]+", -1))
                .filter(id -> !id.isEmpty())
                .distinct();
    }

    private int soakMinutes() {
        return (int) Math.round(soak.getValue() * MINUTES);
    }

    /** Returns the phase; only if {@link #isValid}. */
    NewPhase phase() {
        boolean asks = !last && ask.getValue();
        if (last) {
            return new NewPhase(NewPhase.ALL, null, null, null, soakMinutes(), success.getValue(), asks);
        }
        PhaseKind selected = kind.getValue();
        return new NewPhase(
                selected == PhaseKind.PERCENT ? percent.getValue() : null,
                selected == PhaseKind.COUNT ? count.getValue() : null,
                selected == PhaseKind.TAG ? tag.getValue().strip() : null,
                selected == PhaseKind.DEVICES
                        ? ids(devices.getValue()).map(DeviceId::parse).toList()
                        : null,
                soakMinutes(),
                success.getValue(),
                asks);
    }
}
