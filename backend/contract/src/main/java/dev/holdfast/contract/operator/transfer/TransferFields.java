package dev.holdfast.contract.operator.transfer;

import dev.holdfast.contract.operator.filter.FilterField;
import dev.holdfast.contract.operator.filter.FilterVocabulary;
import java.util.List;

/** Filter fields of transfers. */
public final class TransferFields {
    public static final FilterVocabulary VOCABULARY = new FilterVocabulary(
            List.of(
                    FilterField.choice(
                            "is",
                            List.of("open", "accepted", "declined", "withdrawn", "expired"),
                            "State of the transfer.",
                            "is:open"),
                    FilterField.choice(
                            "direction",
                            List.of("incoming", "outgoing"),
                            "Direction of the devices.",
                            "direction:incoming"),
                    FilterField.text("from", "Name of the offering catalog, exact.", "from:contoso"),
                    FilterField.text("to", "Name of the receiving catalog, exact.", "to:fabrikam"),
                    FilterField.text("by", "User name of the person who offered it, exact.", "by:pavel"),
                    FilterField.age("at", "Time since the offer.", "at:<7d")),
            "a part of a catalog's name or of the note");

    private TransferFields() {}
}
