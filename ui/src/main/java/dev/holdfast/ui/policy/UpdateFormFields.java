package dev.holdfast.ui.policy;

import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.FieldRules;
import dev.holdfast.ui.component.Styled;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form that writes an update policy: what, when, who, how. */
final class UpdateFormFields extends Div {
    private static final int MAX_TITLE = 100;
    private static final int MAX_DESCRIPTION = 2000;
    private static final int MAX_BLACKOUTS = 16;
    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");

    private final transient FieldRules rules = new FieldRules();
    private final TextField title = new TextField(text("update-form.title"));
    private final TextField description = new TextField(text("update-form.description"));
    private final Select<UpdateForm.What> what = new Select<>();
    private final WindowsEditor windows;
    private final TextArea blackouts = new TextArea(text("update-form.blackouts"));
    private final IntegerField deadline = number("update-form.deadline", 1, 365);
    private final Checkbox systemByRollout = new Checkbox(text("update-form.system-by-rollout"));
    private final TextField tags = new TextField(text("update-form.tags"));
    private final TextField parts = new TextField(text("update-form.parts"));
    private final TextField osVersions = new TextField(text("update-form.os-versions"));
    private final CheckboxGroup<Trust> trust = new CheckboxGroup<>(text("update-form.trust"));
    private final IntegerField deferral = number("update-form.deferral", 0, 720);
    private final IntegerField bandwidth = number("update-form.bandwidth", 1, 1_000_000);
    private final Checkbox metered = new Checkbox(text("update-form.metered"));

    /** Makes the form; {@code written} gets the policy after each change by the user. */
    UpdateFormFields(Consumer<String> written) {
        windows = new WindowsEditor(() -> written.accept(form().yaml()));
        addClassNames("hf-form", "hf-update-form");
        title.setMaxLength(MAX_TITLE);
        title.setWidthFull();
        rules.add(title, value -> !value.isBlank(), text("form-dialog.required"));
        description.setMaxLength(MAX_DESCRIPTION);
        description.setWidthFull();
        rules.add(description, value -> !value.isBlank(), text("form-dialog.required"));
        what.setLabel(text("update-form.what"));
        what.setItems(UpdateForm.What.values());
        what.setItemLabelGenerator(choice -> text("update-form.what." + choice));
        blackouts.setHelperText(text("update-form.blackouts.hint"));
        blackouts.setWidthFull();
        rules.add(blackouts, value -> areBlackouts(words(value)), text("update-form.blackouts.rule", MAX_BLACKOUTS));
        systemByRollout.setHelperText(text("update-form.system-by-rollout.hint"));
        tags.setHelperText(text("update-form.tags.hint"));
        rules.add(
                tags,
                value -> words(value).stream().allMatch(tag -> tag.matches(DeviceDescription.TAG)),
                text("update-form.tags.rule"));
        parts.setHelperText(text("update-form.parts.hint"));
        osVersions.setHelperText(text("update-form.os-versions.hint"));
        trust.setItems(Trust.values());
        trust.setItemLabelGenerator(value -> word(value));
        trust.setHelperText(text("update-form.trust.hint"));
        add(
                title,
                description,
                new H3(text("update-form.heading.what")),
                what,
                new H3(text("update-form.heading.when")),
                windows,
                blackouts,
                deadline,
                new H3(text("update-form.heading.who")),
                row(tags, parts),
                row(osVersions, trust),
                new H3(text("update-form.heading.how")),
                systemByRollout,
                row(deferral, bandwidth),
                metered);
        for (HasValue<?, ?> field : List.<HasValue<?, ?>>of(
                title,
                description,
                what,
                blackouts,
                deadline,
                systemByRollout,
                tags,
                parts,
                osVersions,
                trust,
                deferral,
                bandwidth,
                metered)) {
            field.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    written.accept(form().yaml());
                }
            });
        }
    }

    private IntegerField number(String key, int min, int max) {
        IntegerField field = new IntegerField(text(key));
        field.setHelperText(text(key + ".hint"));
        field.setMin(min);
        field.setMax(max);
        return rules.add(field, value -> value == null || (value >= min && value <= max), Amount.range(min, max));
    }

    private static boolean areBlackouts(List<String> given) {
        return given.size() <= MAX_BLACKOUTS && given.stream().allMatch(UpdateFormFields::isBlackout);
    }

    private static boolean isBlackout(String given) {
        String[] ends = given.split("/", 2);
        try {
            return !LocalDate.parse(ends[0]).isAfter(LocalDate.parse(ends[ends.length - 1]));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    boolean isValid() {
        return rules.isValid() && windows.isValid();
    }

    private static Div row(Component... fields) {
        return Styled.div("hf-form-row", fields);
    }

    /** Shows values, without writing the policy. */
    void show(UpdateForm form) {
        title.setValue(form.title());
        description.setValue(form.description());
        what.setValue(form.what());
        windows.show(form.windows());
        blackouts.setValue(String.join("\n", form.blackouts()));
        set(deadline, form.deadlineDays());
        systemByRollout.setValue(form.systemByRollout());
        tags.setValue(String.join(", ", form.tags()));
        parts.setValue(String.join(", ", form.parts()));
        osVersions.setValue(String.join(", ", form.osVersions()));
        trust.setValue(Set.copyOf(form.trust()));
        set(deferral, form.deferHours());
        set(bandwidth, form.kilobitsPerSecond());
        metered.setValue(form.meteredWaits());
    }

    private static void set(IntegerField field, @Nullable Integer value) {
        if (value == null) {
            field.clear();
        } else {
            field.setValue(value);
        }
    }

    /** Returns the values. */
    private UpdateForm form() {
        return new UpdateForm(
                title.getValue().strip(),
                description.getValue().strip(),
                what.getValue(),
                windows.windows(),
                words(blackouts.getValue()),
                deadline.getValue(),
                systemByRollout.getValue(),
                words(tags.getValue()),
                words(parts.getValue()),
                words(osVersions.getValue()),
                List.copyOf(trust.getValue()),
                deferral.getValue(),
                bandwidth.getValue(),
                metered.getValue());
    }

    private static List<String> words(String text) {
        return Arrays.stream(SEPARATOR.split(text))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
