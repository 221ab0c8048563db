package dev.holdfast.ui.job;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.holdfast.contract.operator.job.DeviceSelection;
import dev.holdfast.contract.operator.job.SelectionPreview;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.RowTable;
import java.util.Locale;

/** What a selection is, before anything is done to it. */
final class PreviewTable extends Div {
    private static final int SHOWN = 8;

    PreviewTable(DeviceSelection selection, SelectionPreview preview) {
        add(new Paragraph(sentence(preview)));
        long others = selection.deviceIds() == null ? 0 : selection.deviceIds().size() - preview.devices();
        if (others > 0) {
            add(new Paragraph(others(others)));
        }
        RowTable table = new RowTable("Devices by group", "Product / group", "Devices", "Trusted now");
        preview.groups().stream()
                .limit(SHOWN)
                .forEach(group -> table.row(
                        RowTable.words(GroupWords.of(group.product(), group.group())),
                        RowTable.words(Amount.of(group.devices())),
                        RowTable.words(Amount.of(group.trusted()))));
        add(table);
        if (preview.groups().size() > SHOWN) {
            add(new Paragraph("and " + Amount.of(preview.groups().size() - SHOWN, "more group")));
        }
    }

    private static String others(long others) {
        return Amount.of(others, "selected device")
                + (others == 1
                        ? " is not where you may do this, and stays as it is."
                        : " are not where you may do this, and stay as they are.");
    }

    /** Such as {@code 703 devices: 650 trusted now, 702 with a certificate that is valid now, 1 blocked.} */
    static String sentence(SelectionPreview preview) {
        return Amount.of(preview.devices(), "device")
                + String.format(
                        Locale.ROOT,
                        ": %,d trusted now, %,d with a certificate that is valid now, %,d blocked.",
                        preview.trusted(),
                        preview.certified(),
                        preview.blocked());
    }
}
