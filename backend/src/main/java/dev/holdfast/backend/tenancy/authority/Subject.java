package dev.holdfast.backend.tenancy.authority;

import dev.holdfast.contract.operator.identity.Grantee;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Account at an identity provider. Equal ids at different providers are different accounts.
 *
 * @param issuer URL of the provider
 * @param id {@code sub}; empty when the provider sends none
 * @param email verified address in lower case; null for none
 * @param groups groups of the access token
 */
public record Subject(String issuer, String id, @Nullable String email, List<String> groups) {
    public Subject {
        groups = List.copyOf(groups);
        email = email == null ? null : email.toLowerCase(Locale.ROOT);
    }

    /** Returns a unique key that survives renames; useless when the provider sends no {@code sub}. */
    public String key() {
        return issuer + " " + id;
    }

    /** Returns the id in a {@link #key}. An issuer is a URL, so it has no space. */
    public static String idOf(String key) {
        return key.substring(key.indexOf(' ') + 1);
    }

    /** Returns whether the provider sends a {@code sub}; otherwise only the name identifies the account. */
    public boolean isKnown() {
        return !id.isEmpty();
    }

    /** Returns whether the grantee is this account, its address or one of its groups. */
    public boolean is(String itsIssuer, Grantee kind, String grantee) {
        return itsIssuer.equals(issuer)
                && switch (kind) {
                    case SUBJECT -> grantee.equals(id);
                    case EMAIL -> grantee.equalsIgnoreCase(email);
                    case GROUP -> groups.contains(grantee);
                };
    }
}
