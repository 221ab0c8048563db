package dev.holdfast.ui.job;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.operator.job.SelectionPreview;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.RowTable;
import java.util.List;
import java.util.Locale;

/** What a selection is, before anything is done to it. */
final class PreviewTable extends Div {
    PreviewTable(DeviceSelection selection, SelectionPreview preview) {
        add(new Paragraph(Amount.of(preview.devices(), "device")
                + String.format(
                        Locale.ROOT,
                        ": %,d trusted now, %,d with a certificate that is valid now, %,d blocked.",
                        preview.trusted(),
                        preview.certified(),
                        preview.blocked())));
        long others = selection.deviceIds() == null ? 0 : selection.deviceIds().size() - preview.devices();
        if (others > 0) {
            add(new Paragraph(Amount.of(others, "selected device")
                    + (others == 1
                            ? " is not where you may do this, and stays as it is."
                            : " are not where you may do this, and stay as they are.")));
        }
        add(RowTable.first(
                "Devices by group",
                preview.groups(),
                preview.groups().size(),
                "group",
                group -> List.of(
                        GroupWords.of(group.product(), group.group()),
                        Amount.of(group.devices()),
                        Amount.of(group.trusted())),
                "Product / group",
                "Devices",
                "Trusted now"));
    }
}
