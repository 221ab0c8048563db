package dev.holdfast.contract.operator.identity;

import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** Filter of people of the identity provider: only words. */
public final class PersonFields {
    public static final FilterVocabulary VOCABULARY =
            new FilterVocabulary(List.of(), "a part of the name, user name, or e-mail address");

    private PersonFields() {}
}
