package dev.holdfast.ui.revocation;

import com.vaadin.flow.component.select.Select;
import dev.holdfast.contract.operator.revocation.RevocationCause;
import java.util.Arrays;

/** The causes of revocation lists, in words. */
final class Causes {
    private Causes() {}

    static String words(RevocationCause cause) {
        return switch (cause) {
            case UNSPECIFIED -> "Something else";
            case KEY_COMPROMISE -> "Somebody may have the key";
            case AFFILIATION_CHANGED -> "The device is another's";
            case SUPERSEDED -> "There is a newer one";
            case CESSATION_OF_OPERATION -> "Out of service";
            case CERTIFICATE_HOLD -> "The device is blocked";
            case PRIVILEGE_WITHDRAWN -> "The device may not do this any more";
        };
    }

    /** Returns a choice of the causes that one can revoke for. */
    static Select<RevocationCause> select() {
        Select<RevocationCause> select = new Select<>();
        select.setLabel("Cause");
        select.setItems(Arrays.stream(RevocationCause.values())
                .filter(cause -> cause != RevocationCause.CERTIFICATE_HOLD)
                .toList());
        select.setItemLabelGenerator(Causes::words);
        select.setValue(RevocationCause.UNSPECIFIED);
        select.setHelperText("What relying parties read in revocation lists");
        select.setWidthFull();
        return select;
    }
}
