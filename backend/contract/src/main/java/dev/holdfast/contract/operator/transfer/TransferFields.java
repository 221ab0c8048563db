package dev.holdfast.contract.operator.transfer;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** What transfers can be filtered by. */
public final class TransferFields {
    /** The vocabulary of transfers. */
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice(
                            "is",
                            List.of("open", "accepted", "declined", "withdrawn", "expired"),
                            "How it stands.",
                            "is:open"),
                    FilterField.choice(
                            "direction",
                            List.of("incoming", "outgoing"),
                            "Whether devices come or go.",
                            "direction:incoming"),
                    FilterField.text("from", "The catalog that gives, by its whole name.", "from:contoso"),
                    FilterField.text("to", "The catalog that gets, by its whole name.", "to:fabrikam"),
                    FilterField.text("by", "Who offered it, by the whole user name.", "by:pavel"),
                    FilterField.age("at", "How long ago it was offered.", "at:<7d")),
            "a part of a catalog's name or of the note");

    private TransferFields() {}
}
