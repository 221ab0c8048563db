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

/** The text is a {@link PlainText} of one or more lines. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PlainLines.Validator.class)
public @interface PlainLines {
    /** Completes the sentence that the field begins. */
    String message() default PlainText.RULE;

    /** Unused; Jakarta Validation requires it. */
    Class<?>[] groups() default {};

    /** Unused; Jakarta Validation requires it. */
    Class<? extends Payload>[] payload() default {};

    /** Whether the text may have no visible character. */
    boolean mayBeBlank() default false;

    /** Checks a text; null is valid. */
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
