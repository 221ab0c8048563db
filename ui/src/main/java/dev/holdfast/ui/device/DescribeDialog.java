package dev.holdfast.ui.device;

import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.ui.component.ActDialog;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.shell.Seen;
import java.util.Arrays;
import java.util.List;

/** Name, tags and notes of a device. What somebody else changed meanwhile is not overwritten. */
final class DescribeDialog extends ActDialog {
    DescribeDialog(DeviceClient client, String catalog, String device, Runnable changed) {
        this(client, catalog, device, Seen.of(() -> client.description(catalog, device)), new Fields(), changed);
    }

    private DescribeDialog(
            DeviceClient client,
            String catalog,
            String device,
            Seen<DeviceDescription> seen,
            Fields fields,
            Runnable changed) {
        super(
                "Describe the device",
                "Everybody in the catalog sees it; the audit log keeps what was before.",
                "Save",
                failure -> seen.refusal(failure, DescribeDialog::words),
                reason -> {
                    seen.change(tag -> client.describe(catalog, device, tag, fields.description()));
                    changed.run();
                });
        fields.show(seen.now());
        with(fields.name, fields.tags, fields.notes);
        withoutReason();
    }

    private static Facts words(DeviceDescription description) {
        return new Facts()
                .with("Name", description.name())
                .with("Tags", String.join(" ", description.tags()))
                .with("Notes", description.notes());
    }

    private static final class Fields {
        private final TextField name = new TextField("Name");
        private final TextField tags = new TextField("Tags");
        private final TextArea notes = new TextArea("Notes");

        Fields() {
            name.setMaxLength(DeviceDescription.MOST_NAME);
            name.setWidthFull();
            name.setAutofocus(true);
            tags.setHelperText("Words with blanks between them, such as lab site:north");
            tags.setWidthFull();
            notes.setMaxLength(DeviceDescription.MOST_NOTES);
            notes.setWidthFull();
        }

        void show(DeviceDescription description) {
            name.setValue(description.name());
            tags.setValue(String.join(" ", description.tags()));
            notes.setValue(description.notes());
        }

        DeviceDescription description() {
            List<String> words = Arrays.stream(tags.getValue().strip().split("[\\s,]+", -1))
                    .filter(word -> !word.isEmpty())
                    .toList();
            return new DeviceDescription(name.getValue(), words, notes.getValue());
        }
    }
}
