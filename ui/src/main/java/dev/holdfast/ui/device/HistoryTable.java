package dev.holdfast.ui.device;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import dev.holdfast.contract.operator.attestation.AttestationView;
import dev.holdfast.ui.component.Clause;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.TimeText;
import java.util.List;

/** The attestations of a device, newest first, each with why it came out otherwise than the one before it. */
final class HistoryTable extends NativeTable {
    HistoryTable(String deviceLink, AttestationView shown, List<AttestationView> history) {
        addClassNames("hf-table", "hf-attestations");
        getElement().setAttribute("aria-label", "Attestations, newest first");
        NativeTableRow head = getHead().addRow();
        for (String title : List.of("When", "Outcome", "Against the one before", "Policy")) {
            NativeTableHeaderCell cell = head.addHeaderCell();
            cell.setText(title);
            cell.getElement().setAttribute("scope", "col");
        }
        for (int index = 0; index < history.size(); index++) {
            AttestationView before = index + 1 < history.size() ? history.get(index + 1) : null;
            fill(
                    getBody().addRow(),
                    deviceLink,
                    history.get(index),
                    before == null
                            ? ""
                            : AttestationChange.between(before, history.get(index))
                                    .sentence(),
                    history.get(index).id() == shown.id());
        }
    }

    private static void fill(
            NativeTableRow row, String deviceLink, AttestationView attestation, String change, boolean shown) {
        Anchor link = new Anchor(deviceLink + "/attestation?at=" + attestation.id());
        link.add(TimeText.exact(attestation.at()));
        if (shown) {
            link.getElement().setAttribute("aria-current", "true");
            row.getElement().setAttribute("data-shown", "");
        }
        NativeTableHeaderCell when = row.addHeaderCell();
        when.getElement().setAttribute("scope", "row");
        when.add(link);
        row.addDataCell().add(StatusBadge.of(attestation.trust()));
        row.addDataCell().setText(change.isEmpty() ? "–" : Clause.start(change));
        row.addDataCell().setText(attestation.policyId() + ", version " + attestation.policyVersion());
    }
}
