package dev.holdfast.contract.operator.identity;

/**
 * New account with its first password, which is shown only once.
 *
 * @param firstPassword password for the first sign-in, at which the person must change it
 * @param person account without the password
 */
public record InvitedPerson(String firstPassword, PersonView person) {
    /** Leaves out the password, so that no log contains it. */
    @Override
    public String toString() {
        return "InvitedPerson[" + person + "]";
    }
}
