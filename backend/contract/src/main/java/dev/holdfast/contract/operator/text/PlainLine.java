package dev.holdfast.contract.operator.text;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** Constraint: the text is one line of {@link PlainText}. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PlainLine.Validator.class)
public @interface PlainLine {
    /** Completes a sentence that starts with the field name. */
    String message() default PlainText.RULE;

    /** Unused; Jakarta Validation requires it. */
    Class<?>[] groups() default {};

    /** Unused; Jakarta Validation requires it. */
    Class<? extends Payload>[] payload() default {};

    /** Whether the text may have no visible character. */
    boolean mayBeBlank() default false;

    /** Validator; null is valid. */
    final class Validator implements ConstraintValidator<PlainLine, String> {
        private boolean mayBeBlank;

        @Override
        public void initialize(PlainLine constraint) {
            mayBeBlank = constraint.mayBeBlank();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || PlainText.isValid(text, PlainText::isLine, mayBeBlank, context);
        }
    }
}
