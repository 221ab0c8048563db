package dev.holdfast.ui.policy;

import com.vaadin.flow.component.html.Anchor;
import dev.holdfast.contract.operator.policy.ActivationView;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import dev.holdfast.ui.shell.TableRows;

/** What decided in a scope, newest first: who changed it, who agreed, and the report that both saw. */
final class ActivationTable {
    private ActivationTable() {}

    static TableRows<ActivationView> of(String catalog) {
        return new TableRows<>("What decided when", ActivationView::at)
                .column("When", activation -> TimeText.exact(activation.at()))
                .words("What", ActivationTable::what)
                .words("Who", ActivationTable::who)
                .words("Why", ActivationView::comment)
                .column(
                        "Report",
                        activation -> activation.replay() == null
                                ? RowTable.words("")
                                : new Anchor(Links.replay(catalog, activation.replay()), "Replay"));
    }

    /** Says what an activation did, such as {@code Rolled back from version 4 to version 3}. */
    static String what(ActivationView activation) {
        String from = activation.previousVersion() == 0 ? "" : " from version " + activation.previousVersion();
        if (activation.version() == 0) {
            return (activation.rollback()
                            ? "Rolled back" + from + " to"
                            : "Took version " + activation.previousVersion() + " away:")
                    + " no policy of its own";
        }
        return activation.rollback()
                ? "Rolled back" + from + " to version " + activation.version()
                : "Activated version " + activation.version()
                        + (activation.previousVersion() == 0
                                ? ""
                                : " instead of version " + activation.previousVersion());
    }

    private static String who(ActivationView activation) {
        return activation.approvedBy() == null
                ? activation.by()
                : activation.by() + ", approved by " + activation.approvedBy();
    }
}
