package dev.holdfast.ui.rollout;

import static dev.holdfast.ui.text.Texts.hint;
import static dev.holdfast.ui.text.Texts.text;
import static dev.holdfast.ui.text.Texts.word;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.holdfast.contract.operator.rollout.HaltCause;
import dev.holdfast.contract.operator.rollout.HaltRuleView;
import dev.holdfast.ui.component.FieldRules;
import java.util.ArrayList;
import java.util.List;

/** Edits the halt rules of a rollout: at most one for each cause. */
final class HaltRulesEditor extends Div {
    private static final int PERCENT = 5;
    private static final int MINIMUM = 10;

    private final List<Rule> rules = new ArrayList<>();
    private final transient FieldRules valid = new FieldRules();

    private record Rule(HaltCause cause, Checkbox on, IntegerField percent, IntegerField minimum) {}

    /** Makes an editor with first values; {@code changed} runs on each change. */
    HaltRulesEditor(List<HaltRuleView> begin, Runnable changed) {
        addClassName("hf-rule-form");
        for (HaltCause cause : HaltCause.values()) {
            add(rule(cause, begin, changed));
        }
    }

    private void add(Rule rule) {
        rules.add(rule);
        add(rule.on(), rule.percent(), rule.minimum());
    }

    private Rule rule(HaltCause cause, List<HaltRuleView> begin, Runnable changed) {
        HaltRuleView known =
                begin.stream().filter(one -> one.cause() == cause).findFirst().orElse(null);
        Checkbox on = new Checkbox(word(cause), known != null);
        on.setHelperText(hint(cause));
        IntegerField percent = number(
                text("halt-form.percent"),
                text("halt-form.percent-named", word(cause)),
                0,
                HaltRuleView.MAX_PERCENT,
                known == null ? PERCENT : known.percent());
        IntegerField minimum = number(
                text("halt-form.minimum"),
                text("halt-form.minimum-named", word(cause)),
                1,
                HaltRuleView.MAX_MINIMUM,
                known == null ? MINIMUM : known.minimum());
        Runnable enable = () -> {
            percent.setEnabled(on.getValue());
            minimum.setEnabled(on.getValue());
        };
        enable.run();
        on.addValueChangeListener(change -> {
            enable.run();
            changed.run();
        });
        percent.addValueChangeListener(change -> changed.run());
        minimum.addValueChangeListener(change -> changed.run());
        return new Rule(cause, on, percent, minimum);
    }

    /** Makes a field with a visible label and an accessible name that also names the cause. */
    private IntegerField number(String label, String name, int min, int max, int value) {
        IntegerField field = new IntegerField(label);
        field.setAriaLabel(name);
        field.setValue(value);
        return valid.add(field, min, max);
    }

    boolean isValid() {
        return valid.isValid();
    }

    /** Returns the rules; only if {@link #isValid}. */
    List<HaltRuleView> rules() {
        return rules.stream()
                .filter(rule -> rule.on().getValue())
                .map(rule -> new HaltRuleView(
                        rule.cause(), rule.percent().getValue(), rule.minimum().getValue()))
                .toList();
    }
}
