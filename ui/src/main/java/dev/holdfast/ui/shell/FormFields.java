package dev.holdfast.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.data.binder.Binder;
import dev.holdfast.contract.problem.Problem.FieldError;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.component.Clause;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The fields of a dialog by the names that the operator API has for them: checks their values and shows refusals at them. */
final class FormFields {
    private final Binder<FormFields> binder = new Binder<>();
    private final Map<String, HasValidationProperties> named = new HashMap<>();

    <V, F extends Component & HasValue<?, V> & HasValidationProperties> void bind(
            String name, F field, Predicate<V> valid, String mistake) {
        named.put(name, field);
        binder.forField(field)
                .withValidator(valid::test, mistake)
                .bind(dialog -> field.getValue(), (dialog, value) -> {});
    }

    boolean isEmpty() {
        return named.isEmpty();
    }

    boolean isValid() {
        return binder.isValid();
    }

    /** Shows a refusal at the fields that it names; returns whether it names fields, and all of them are here. */
    boolean refuse(RuntimeException failure) {
        List<FieldError> errors =
                failure instanceof OperatorProblem problem ? problem.problem().errors() : List.of();
        boolean atFields = !errors.isEmpty();
        for (FieldError error : errors) {
            HasValidationProperties field = named.get(error.field());
            if (field == null) {
                atFields = false;
            } else {
                field.setErrorMessage(Clause.start(error.message()));
                field.setInvalid(true);
            }
        }
        return atFields;
    }
}
