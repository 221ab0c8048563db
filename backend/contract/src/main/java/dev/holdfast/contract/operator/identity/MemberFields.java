package dev.holdfast.contract.operator.identity;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** What members can be filtered by. */
public final class MemberFields {
    /** The vocabulary of members. */
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice("role", IdentityWords.of(Role.values()), "The role.", "role:owner"),
                    FilterField.choice(
                            "kind",
                            IdentityWords.of(Grantee.values()),
                            "Whether it is somebody's, of an invitation by e-mail, or of a group.",
                            "kind:email"),
                    FilterField.choice("scope", IdentityWords.SCOPES, IdentityWords.SCOPE, "scope:product"),
                    FilterField.text("product", "The product that it holds in, by its whole name.", "product:toaster"),
                    FilterField.text(
                            "group", "The device group that it holds in, by its whole name.", "group:\"field test\""),
                    FilterField.text("name", "A part of the name.", "name:olivia"),
                    FilterField.text("by", "Who gave it, by the whole user name.", "by:pavel"),
                    FilterField.age("at", "How long ago it was given.", "at:<7d")),
            "a part of the name, or of the subject, address or group");

    private MemberFields() {}
}
