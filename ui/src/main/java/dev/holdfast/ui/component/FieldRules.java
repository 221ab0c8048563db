package dev.holdfast.ui.component;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.data.binder.Binder;
import java.util.function.Predicate;

/** Rules of fields. A field with an invalid value shows its rule. Hidden and disabled fields are not checked. */
public final class FieldRules {
    private final Binder<FieldRules> binder = new Binder<>();

    /**
     * Adds a field.
     *
     * @param valid whether a value is valid
     * @param rule the error text, which says what a valid value is
     */
    public <V, F extends Component & HasValue<?, V> & HasValidationProperties> F add(
            F field, Predicate<V> valid, String rule) {
        explain(field, rule);
        binder.forField(field)
                .withValidator(valid::test, rule)
                .bind(rules -> field.getValue(), (rules, value) -> {})
                .setIsAppliedPredicate(
                        binding -> field.isVisible() && field.getElement().isEnabled());
        return field;
    }

    /** Adds a number that is required and has limits. */
    public IntegerField add(IntegerField field, int min, int max) {
        field.setMin(min);
        field.setMax(max);
        return add(field, value -> value != null && value >= min && value <= max, Amount.range(min, max));
    }

    /** Sets the text for values that the field itself refuses. */
    private static void explain(HasValidationProperties field, String rule) {
        switch (field) {
            case IntegerField number ->
                number.setI18n(new IntegerField.IntegerFieldI18n()
                        .setBadInputErrorMessage(rule)
                        .setMinErrorMessage(rule)
                        .setMaxErrorMessage(rule));
            case NumberField number ->
                number.setI18n(new NumberField.NumberFieldI18n()
                        .setBadInputErrorMessage(rule)
                        .setMinErrorMessage(rule)
                        .setMaxErrorMessage(rule));
            default -> {}
        }
    }

    public boolean isValid() {
        return binder.isValid();
    }
}
