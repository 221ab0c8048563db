package dev.holdfast.contract.operator.identity;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** Filter fields of tokens. */
public final class TokenFields {
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice(
                            "is", List.of("active", "expired", "revoked"), "State of the token.", "is:active"),
                    FilterField.choice(
                            "kind", IdentityWords.of(TokenKind.values()), "Personal or service token.", "kind:service"),
                    FilterField.choice("role", IdentityWords.of(Role.values()), "Maximum role.", "role:publisher"),
                    FilterField.choice("scope", IdentityWords.SCOPES, IdentityWords.SCOPE, "scope:product"),
                    FilterField.text("product", "Name of the product in the scope, exact.", "product:toaster"),
                    FilterField.text("group", "Name of the device group in the scope, exact.", "group:\"field test\""),
                    FilterField.text("name", "Part of the name.", "name:nightly"),
                    FilterField.text("by", "User name of the creator, exact.", "by:pavel"),
                    FilterField.age("at", "Time since it was created.", "at:<7d"),
                    FilterField.age(
                            "used",
                            "Time since the last use. A token that was never used counts as the oldest.",
                            "used:>90d"),
                    FilterField.age(
                            "expires", "Time until it expires. With <, also finds expired ones.", "expires:<7d")),
            "a part of the name, or the beginning of the token");

    private TokenFields() {}
}
