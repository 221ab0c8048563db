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

/** Constraint: the text is one or more lines of {@link PlainText}. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PlainLines.Validator.class)
public @interface PlainLines {
    /** Completes a sentence that starts with the field name. */
    String message() default PlainText.RULE;

    /** Unused; Jakarta Validation requires it. */
    Class<?>[] groups() default {};

    /** Unused; Jakarta Validation requires it. */
    Class<? extends Payload>[] payload() default {};

    /** Whether the text may be blank. */
    boolean mayBeBlank() default false;

    /** Validator; null is valid. */
    final class Validator implements ConstraintValidator<PlainLines, String> {
        private boolean mayBeBlank;

        @Override
        public void initialize(PlainLines constraint) {
            mayBeBlank = constraint.mayBeBlank();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null || PlainText.isValid(text, PlainText::isLines, mayBeBlank, context);
        }
    }
}
