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

/** The list has no element twice. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Distinct.Validator.class)
public @interface Distinct {
    /** Completes the sentence that the field begins. */
    String message() default "has an element twice";

    /** Unused; Jakarta Validation requires it. */
    Class<?>[] groups() default {};

    /** Unused; Jakarta Validation requires it. */
    Class<? extends Payload>[] payload() default {};

    /** Checks a list; null is valid. */
    final class Validator implements ConstraintValidator<Distinct, Collection<?>> {
        @Override
        public boolean isValid(@Nullable Collection<?> list, ConstraintValidatorContext context) {
            return list == null || new HashSet<>(list).size() == list.size();
        }
    }
}
