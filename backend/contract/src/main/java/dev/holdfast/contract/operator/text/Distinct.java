package dev.holdfast.contract.operator.text;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Collection;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/** Constraint: the list has no duplicates. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Distinct.Validator.class)
public @interface Distinct {
    /** Completes a sentence that starts with the field name. */
    String message() default "must not have duplicates";

    /** Unused; Jakarta Validation requires it. */
    Class<?>[] groups() default {};

    /** Unused; Jakarta Validation requires it. */
    Class<? extends Payload>[] payload() default {};

    /** Validator; null is valid. */
    final class Validator implements ConstraintValidator<Distinct, Collection<?>> {
        @Override
        public boolean isValid(@Nullable Collection<?> list, ConstraintValidatorContext context) {
            return list == null || new HashSet<>(list).size() == list.size();
        }
    }
}
