package dev.holdfast.backend.tenancy.authority;

import dev.holdfast.contract.operator.identity.Grantee;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is in the eyes of an identity provider. A subject of one provider is nobody at another.
 *
 * @param issuer the provider
 * @param id its {@code sub}; empty when the provider gives none
 * @param email an address that the provider verified, in lower case; null when there is none
 * @param groups the groups that the token names
 */
public record Subject(String issuer, String id, @Nullable String email, List<String> groups) {
    /** Copies the list. */
    public Subject {
        groups = List.copyOf(groups);
        email = email == null ? null : email.toLowerCase(Locale.ROOT);
    }

    /** Returns what tells a subject from all others, whatever their name is by now; of no use where the provider gives no {@code sub}. */
    public String key() {
        return issuer + " " + id;
    }

    /** Returns the id that is in a {@link #key}: no issuer has a blank in it, because it is a URL. */
    public static String idOf(String key) {
        return key.substring(key.indexOf(' ') + 1);
    }

    /** Returns whether the provider says who that is: else only the name can. */
    public boolean isKnown() {
        return !id.isEmpty();
    }

    /** Returns whether what is given to that grantee is given to this subject, perhaps among others. */
    public boolean is(String itsIssuer, Grantee kind, String grantee) {
        return itsIssuer.equals(issuer)
                && switch (kind) {
                    case SUBJECT -> grantee.equals(id);
                    case EMAIL -> grantee.equalsIgnoreCase(email);
                    case GROUP -> groups.contains(grantee);
                };
    }
}
