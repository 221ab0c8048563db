package dev.holdfast.ui.policy;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.ui.component.FieldRules;
import dev.holdfast.ui.component.Styled;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Set;

/** Fields of one weekly window of an update policy. */
final class WindowFields extends ListItem {
    private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]";

    private final transient FieldRules rules = new FieldRules();
    private final H3 title = new H3();
    private final CheckboxGroup<DayOfWeek> days =
            Styled.as("hf-long", new CheckboxGroup<DayOfWeek>(text("update-form.days")));
    private final TextField from = time("update-form.from");
    private final TextField to = time("update-form.to");

    /** Makes the fields of a window with its values; {@code changed} runs on each change by the user. */
    WindowFields(UpdateForm.Window window, Runnable changed) {
        days.setItems(DayOfWeek.values());
        days.setItemLabelGenerator(day -> day.getDisplayName(TextStyle.SHORT, getLocale()));
        rules.add(days, chosen -> !chosen.isEmpty(), text("update-form.days.rule"));
        add(title, days, from, to);
        days.setValue(Set.copyOf(window.days()));
        from.setValue(window.from());
        to.setValue(window.to());
        for (HasValue<?, ?> field : List.<HasValue<?, ?>>of(days, from, to)) {
            field.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    changed.run();
                }
            });
        }
    }

    private TextField time(String key) {
        TextField field = Styled.as("hf-short", new TextField(text(key)));
        field.setHelperText(text("update-form.time.hint"));
        return rules.add(field, value -> value.strip().matches(TIME), text("update-form.time.rule"));
    }

    /** Shows the number of the window, from 1, and the component that removes it. */
    void number(int number, Component remove) {
        title.setText(text("update-form.window", number));
        if (remove.getParent().isEmpty()) {
            add(remove);
        }
    }

    boolean isValid() {
        return rules.isValid();
    }

    UpdateForm.Window window() {
        return new UpdateForm.Window(
                List.copyOf(days.getValue()),
                from.getValue().strip(),
                to.getValue().strip());
    }
}
