package dev.holdfast.ui.job;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import dev.holdfast.contract.operator.job.DeviceJobRefusal;
import dev.holdfast.contract.operator.job.DeviceJobRefusalPage;
import dev.holdfast.contract.operator.job.DeviceJobView;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.FileDownload;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.RowTable;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.shell.Links;
import java.util.UUID;

/** The devices that a job left as they were: a job comes to them in the order of their IDs, so rows are only added. */
final class JobRefusals extends Section {
    private static final int SHOWN = 100;
    private static final String NAME = "Devices that were left as they were";

    private final transient DeviceJobClient client;
    private final String catalog;
    private final String job;
    private final RowTable table = new RowTable(NAME, "Device", "Why", "Code");
    private final Paragraph more = new Paragraph();
    private int rows;
    private long refused;

    JobRefusals(DeviceJobClient client, String catalog, UUID id) {
        this.client = client;
        this.catalog = catalog;
        this.job = id.toString();
        Panel panel = new Panel("Left as they were", Styled.scrolling("hf-problem-box", NAME, table), more);
        panel.beside(new FileDownload(
                "As CSV", "job-" + id + ".csv", "text/csv", () -> client.refusalsFile(catalog, id.toString())));
        add(panel);
        setVisible(false);
    }

    void show(DeviceJobView now) {
        if (now.refused() == refused) {
            return;
        }
        refused = now.refused();
        DeviceJobRefusalPage page = client.refusals(catalog, job, SHOWN);
        page.refusals().stream().skip(rows).forEach(this::add);
        rows = page.refusals().size();
        more.setText("The first " + rows + " of " + Amount.of(refused, "device")
                + (refused > DeviceJobRefusalPage.MOST_LISTED
                        ? "; the file has the first " + Amount.of(DeviceJobRefusalPage.MOST_LISTED, "device") + "."
                        : "."));
        more.setVisible(refused > rows);
        setVisible(true);
    }

    private void add(DeviceJobRefusal refusal) {
        table.row(
                new Anchor(
                        Links.device(catalog, refusal.deviceId()),
                        refusal.deviceId().shortText()),
                RowTable.words(refusal.reason()),
                RowTable.words(refusal.code()));
    }
}
