package dev.holdfast.contract.operator.identity;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** Filter fields of members. */
public final class MemberFields {
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice("role", IdentityWords.of(Role.values()), "Role.", "role:owner"),
                    FilterField.choice(
                            "kind",
                            IdentityWords.of(Grantee.values()),
                            "Recipient: a person, an invitation by e-mail, or a group.",
                            "kind:email"),
                    FilterField.choice("scope", IdentityWords.SCOPES, IdentityWords.SCOPE, "scope:product"),
                    FilterField.text("product", "Name of the product in the scope, exact.", "product:toaster"),
                    FilterField.text("group", "Name of the device group in the scope, exact.", "group:\"field test\""),
                    FilterField.text("name", "Part of the name.", "name:olivia"),
                    FilterField.text("by", "User name of the person who assigned it, exact.", "by:pavel"),
                    FilterField.age("at", "Time since it was assigned.", "at:<7d")),
            "a part of the name, subject, e-mail address or group");

    private MemberFields() {}
}
