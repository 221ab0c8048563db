package dev.holdfast.ui.component;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.holdfast.contract.id.DeviceId;
import java.util.List;

/** Lists the devices that an action skipped, each with the reason. Shows the first hundred; a file has all. */
public final class SkippedDevices extends Dialog {
    private static final int SHOWN = 100;

    private final Div content = new Div();

    /** A skipped device, with the reason for programs ({@code code}) and for people ({@code why}). */
    public record Skipped(DeviceId device, String code, String why) {}

    /** {@code name} is the table's accessible name, {@code file} the name of the file with all devices. */
    public SkippedDevices(String title, String name, String file, List<Skipped> skipped) {
        setHeaderTitle(title);
        setWidth("46rem");
        RowTable table = new RowTable(name, text("skipped-devices.device"), text("skipped-devices.reason"));
        skipped.stream().limit(SHOWN).forEach(one -> table.row(id(one.device()), RowTable.words(one.why())));
        content.addClassName("hf-form");
        content.add(Styled.scrolling("hf-problem-box", name, table));
        if (skipped.size() > SHOWN) {
            content.add(
                    new Paragraph(text("list.more", skipped.size() - SHOWN)),
                    FileDownload.table(
                            text("skipped-devices.download", skipped.size()),
                            file,
                            List.of("DeviceId", "Code", "Reason"),
                            skipped.stream()
                                    .map(one -> List.of(one.device().text(), one.code(), one.why()))
                                    .toList()));
        }
        add(content);
        getFooter().add(new Button(text("button.close"), clicked -> close()));
    }

    public SkippedDevices saying(String words) {
        content.addComponentAsFirst(new Paragraph(words));
        return this;
    }

    private static Component id(DeviceId device) {
        return Styled.div(
                "hf-device-cell",
                new Code(device.shortText() + "…"),
                new CopyButton(device.text(), text("copy.device-id")));
    }
}
