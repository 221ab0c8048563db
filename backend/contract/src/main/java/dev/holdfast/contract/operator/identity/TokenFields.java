package dev.holdfast.contract.operator.identity;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** What tokens can be filtered by. */
public final class TokenFields {
    /** The vocabulary of tokens. */
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice(
                            "is", List.of("active", "expired", "revoked"), "Whether it can be used.", "is:active"),
                    FilterField.choice(
                            "kind",
                            IdentityWords.of(TokenKind.values()),
                            "Whether it speaks for a person or is a service's.",
                            "kind:service"),
                    FilterField.choice(
                            "role", IdentityWords.of(Role.values()), "What it may do at most.", "role:publisher"),
                    FilterField.choice("scope", IdentityWords.SCOPES, IdentityWords.SCOPE, "scope:product"),
                    FilterField.text("product", "The product that it holds in, by its whole name.", "product:toaster"),
                    FilterField.text(
                            "group", "The device group that it holds in, by its whole name.", "group:\"field test\""),
                    FilterField.text("name", "A part of the name.", "name:nightly"),
                    FilterField.text("by", "Who made it, by the whole user name.", "by:pavel"),
                    FilterField.age("at", "How long ago it was made.", "at:<7d"),
                    FilterField.age(
                            "used", "How long ago it was last used; never is longer than any time.", "used:>90d"),
                    FilterField.age(
                            "expires", "How soon it expires; what has expired is less than any time.", "expires:<7d")),
            "a part of the name, or the beginning of the token");

    private TokenFields() {}
}
