package dev.holdfast.ui.claim;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import dev.holdfast.contract.id.DeviceId;
import dev.holdfast.ui.job.DeviceJobClient;
import java.util.List;

/** Claims devices, by IDs for one group, by a CSV file for many, or very many by a job. What is refused stays in sight, with its line. */
final class ClaimPanel extends Div {
    private final RadioButtonGroup<Source> source = new RadioButtonGroup<>("Devices come from");
    private final ClaimIds ids;
    private final ClaimFile file;
    private final ClaimByJob job;

    private enum Source {
        IDS("Pasted device IDs"),
        FILE("A CSV file"),
        JOB("A large file, by a job");

        private final String word;

        Source(String word) {
            this.word = word;
        }
    }

    /** Offers {@code targets}, at least one. */
    ClaimPanel(ClaimClient client, DeviceJobClient jobs, String catalog, List<ClaimList.Target> targets) {
        job = new ClaimByJob(jobs, catalog, targets);
        ids = new ClaimIds(client, catalog, targets);
        file = new ClaimFile(client, catalog, this::offer);
        addClassName("hf-form");
        source.setItems(Source.values());
        source.setItemLabelGenerator(item -> item.word);
        source.addValueChangeListener(change -> switchTo(change.getValue()));
        add(
                new Paragraph(
                        "The devices belong to this catalog until an owner lets them go. Devices that it has already move"
                                + " there."),
                source,
                ids,
                file,
                job);
        source.setValue(Source.IDS);
    }

    /** Fills in device IDs, ready to be claimed. */
    void offer(List<DeviceId> devices) {
        source.setValue(Source.IDS);
        ids.offer(devices);
    }

    private void switchTo(Source wanted) {
        ids.setVisible(wanted == Source.IDS);
        file.setVisible(wanted == Source.FILE);
        job.setVisible(wanted == Source.JOB);
        if (wanted != Source.FILE) {
            file.forget();
        }
    }
}
