package dev.holdfast.contract.operator.identity;

import dev.holdfast.contract.operator.text.PlainLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Somebody to be invited, who has no account at the identity provider yet.
 *
 * @param userName what they sign in with: 2 to 100 characters, as {@link #USER_NAME} says
 * @param email their address, at most {@value #MOST_EMAIL} characters
 * @param firstName 1 to {@value #MOST_NAME} characters
 * @param lastName 1 to {@value #MOST_NAME} characters
 */
public record NewPerson(
        @NotNull
        @Pattern(
                regexp = NewPerson.USER_NAME,
                message = "has 2 to 100 small letters, digits and . _ @ -, and begins with a letter or digit")
        String userName,

        @NotNull
        @Size(min = 1, max = NewPerson.MOST_EMAIL)
        @Pattern(regexp = NewPerson.EMAIL, message = "is an e-mail address")
        @PlainLine
        String email,

        @NotNull @Size(min = 1, max = NewPerson.MOST_NAME) @PlainLine
        String firstName,

        @NotNull @Size(min = 1, max = NewPerson.MOST_NAME) @PlainLine
        String lastName) {
    /** The most characters of an e-mail address. */
    public static final int MOST_EMAIL = 255;

    /** The most characters of each name. */
    public static final int MOST_NAME = 60;

    /** The form of a user name, as a regular expression: the provider writes them in lower case. */
    public static final String USER_NAME = "^[a-z0-9][a-z0-9._@-]{1,99}$";

    /** What an e-mail address is at least, as a regular expression; the provider may ask for more. */
    public static final String EMAIL = "^[^@\\s]+@[^@\\s]+$";
}
