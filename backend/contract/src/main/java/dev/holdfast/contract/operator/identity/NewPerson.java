package dev.holdfast.contract.operator.identity;

import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Person to invite, without an account at the identity provider.
 *
 * @param userName user name for the sign-in, 2 to 100 characters that match {@link #USER_NAME}
 * @param email e-mail address, at most {@value #MAX_EMAIL} characters
 * @param firstName 1 to {@value #MAX_NAME} characters
 * @param lastName 1 to {@value #MAX_NAME} characters
 */
public record NewPerson(
        @NotNull
        @Pattern(
                regexp = NewPerson.USER_NAME,
                message = "must have 2 to 100 lower-case letters, digits and . _ @ -, and begin with a letter or digit")
        String userName,

        @NotNull
        @Size(min = 1, max = NewPerson.MAX_EMAIL)
        @Pattern(regexp = NewPerson.EMAIL, message = "must be an e-mail address")
        @PlainLine
        String email,

        @NotNull @Size(min = 1, max = NewPerson.MAX_NAME) @PlainLine
        String firstName,

        @NotNull @Size(min = 1, max = NewPerson.MAX_NAME) @PlainLine
        String lastName) {
    /** Maximum length of an e-mail address. */
    public static final int MAX_EMAIL = 255;

    /** Maximum length of each name. */
    public static final int MAX_NAME = 60;

    /** Pattern of a user name. The identity provider stores it in lower case. */
    public static final String USER_NAME = "^[a-z0-9][a-z0-9._@-]{1,99}$";

    /** Minimal pattern of an e-mail address; the identity provider may be stricter. */
    public static final String EMAIL = "^[^@\\s]+@[^@\\s]+$";
}
