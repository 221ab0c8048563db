package dev.holdfast.ui.device;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.RowTable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which devices an act is about to be done to, counted by group: a preview before they are let go or offered. */
final class ChosenDevices extends Div {
    private static final int SHOWN = 8;

    ChosenDevices(List<DeviceView> devices, Instant now) {
        add(new Paragraph(sentence(devices, now)));
        Map<String, int[]> groups = new LinkedHashMap<>();
        for (DeviceView device : devices) {
            int[] counts = groups.computeIfAbsent(GroupWords.of(device.product(), device.group()), name -> new int[2]);
            counts[0]++;
            counts[1] += device.trust() == Trust.TRUSTED ? 1 : 0;
        }
        RowTable table = new RowTable("Devices by group", "Product / group", "Devices", "Trusted now");
        groups.entrySet().stream()
                .limit(SHOWN)
                .forEach(group -> table.row(
                        RowTable.words(group.getKey()),
                        RowTable.words(Integer.toString(group.getValue()[0])),
                        RowTable.words(Integer.toString(group.getValue()[1]))));
        add(table);
        if (groups.size() > SHOWN) {
            add(new Paragraph("and " + Amount.of(groups.size() - SHOWN, "more group")));
        }
    }

    /** Says what the devices have now. */
    static String sentence(List<DeviceView> devices, Instant now) {
        long trusted = devices.stream()
                .filter(device -> device.trust() == Trust.TRUSTED)
                .count();
        long certified = devices.stream()
                .filter(device -> device.certificateExpires() != null
                        && device.certificateExpires().isAfter(now))
                .count();
        return Amount.of(devices.size(), "device") + ": " + trusted + " trusted now, " + certified
                + " with a certificate that is valid now.";
    }
}
