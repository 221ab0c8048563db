package dev.holdfast.ui.claim;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/** Claims devices, by IDs for one group or by a CSV file for many. What is refused stays in sight, with its line. */
final class ClaimPanel extends Div {
    private final RadioButtonGroup<Source> source = new RadioButtonGroup<>("Devices come from");
    private final ClaimIds ids;
    private final ClaimFile file;

    /** Where device IDs come from. */
    private enum Source {
        IDS("Pasted device IDs"),
        FILE("A CSV file");

        private final String word;

        Source(String word) {
            this.word = word;
        }
    }

    /** Offers {@code targets}, at least one. */
    ClaimPanel(ClaimClient client, ChallengeClient challenges, String catalog, List<ClaimList.Target> targets) {
        ids = new ClaimIds(client, challenges, catalog, targets);
        file = new ClaimFile(client, catalog, this::offer);
        addClassName("hf-form");
        source.setItems(Source.values());
        source.setItemLabelGenerator(item -> item.word);
        source.addValueChangeListener(change -> switchTo(change.getValue()));
        add(
                new Paragraph(
                        "The devices belong to this catalog until an owner lets them go. Devices that it has already move"
                                + " to the group."),
                source,
                ids,
                file);
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
        if (wanted == Source.IDS) {
            file.forget();
        }
    }
}
