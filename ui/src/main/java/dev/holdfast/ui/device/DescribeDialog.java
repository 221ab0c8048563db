package dev.holdfast.ui.device;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.device.DeviceDescription;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Seen;
import java.util.Arrays;
import java.util.List;

/** Name, tags and notes of a device. */
final class DescribeDialog extends FormDialog {
    private final TextField name = new TextField("Name");
    private final TextField tags = new TextField("Tags");
    private final TextArea notes = new TextArea("Notes");

    DescribeDialog(DeviceClient client, String catalog, String device, Runnable changed) {
        super("Describe the device", "Save");
        Seen<DeviceDescription> seen = Seen.of(() -> client.description(catalog, device));
        put(new Paragraph("Everybody in the catalog sees it; the audit log keeps what was before."));
        name.setMaxLength(DeviceDescription.MOST_NAME);
        name.setAutofocus(true);
        tags.setHelperText("Words with blanks between them, such as lab site:north");
        notes.setMaxLength(DeviceDescription.MOST_NOTES);
        field("name", name, text -> true, "");
        field("tags", tags, text -> true, "");
        field("notes", notes, text -> true, "");
        name.setValue(seen.now().name());
        tags.setValue(String.join(" ", seen.now().tags()));
        notes.setValue(seen.now().notes());
        refusing(failure -> seen.refusal(failure, DescribeDialog::words));
        onSubmit(() -> {
            seen.change(tag -> client.describe(catalog, device, tag, description()));
            changed.run();
        });
    }

    private static Facts words(DeviceDescription description) {
        return new Facts()
                .with("Name", description.name())
                .with("Tags", String.join(" ", description.tags()))
                .with("Notes", description.notes());
    }

    private DeviceDescription description() {
        List<String> words = Arrays.stream(stripped(tags).split("[\\s,]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        return new DeviceDescription(stripped(name), words, stripped(notes));
    }
}
