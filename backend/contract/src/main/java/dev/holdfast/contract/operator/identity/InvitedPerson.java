package dev.holdfast.contract.operator.identity;

/**
 * An account that was made for somebody, told this once.
 *
 * @param firstPassword what they sign in with the first time, and must change then
 * @param person the rest
 */
public record InvitedPerson(String firstPassword, PersonView person) {
    @Override
    public String toString() {
        return "InvitedPerson[" + person + "]";
    }
}
