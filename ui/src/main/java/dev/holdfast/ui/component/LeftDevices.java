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

/** Names the devices that an act left as they were, each with the reason: the first hundred, and all of them in a file where there are more. */
public final class LeftDevices extends Dialog {
    private static final int SHOWN = 100;

    private final Div content = new Div();

    /**
     * A device that was left.
     *
     * @param device which
     * @param code why, for programs
     * @param why the same, for people
     */
    public record Left(DeviceId device, String code, String why) {}

    /** Makes it; {@code title} says how it went, {@code name} what the devices are, {@code file} what the file is called. */
    public LeftDevices(String title, String name, String file, List<Left> left) {
        setHeaderTitle(title);
        setWidth("46rem");
        RowTable table = new RowTable(name, "Device", "Why");
        left.stream().limit(SHOWN).forEach(one -> table.row(id(one.device()), RowTable.words(one.why())));
        content.addClassName("hf-form");
        content.add(Styled.scrolling("hf-problem-box", name, table));
        if (left.size() > SHOWN) {
            content.add(
                    new Paragraph(text("list.more", left.size() - SHOWN)),
                    FileDownload.table(
                            "Download all " + Amount.of(left.size(), "device"),
                            file,
                            List.of("DeviceId", "Code", "Why"),
                            left.stream()
                                    .map(one -> List.of(one.device().text(), one.code(), one.why()))
                                    .toList()));
        }
        add(content);
        getFooter().add(new Button("Close", clicked -> close()));
    }

    public LeftDevices saying(String words) {
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
