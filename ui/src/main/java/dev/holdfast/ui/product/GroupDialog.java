package dev.holdfast.ui.product;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.NewDeviceGroup;
import dev.holdfast.ui.component.ActDialog;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.Refusal;
import dev.holdfast.ui.shell.Seen;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The settings of a device group, of one that is there or of a new one. What somebody else changed meanwhile is not overwritten. */
public final class GroupDialog extends ActDialog {
    private static final GroupSettings USUAL = new GroupSettings("", "Retail", "UpdateAll", "Disabled", "None");

    private GroupDialog(
            String title,
            List<String> effects,
            String verb,
            FailureWords failed,
            Fields fields,
            Consumer<GroupSettings> done) {
        super(title, effects, verb, failed, reason -> done.accept(fields.settings()));
        with(fields.all());
        withoutReason();
    }

    /** Changes a group; {@code changed} is called when it was done. */
    public static void change(GroupClient client, String catalog, DeviceGroupView group, Runnable changed) {
        Seen<DeviceGroupView> seen = Seen.of(() -> client.group(catalog, group.product(), group.name()));
        Fields fields = new Fields(seen.now().settings());
        new GroupDialog(
                        "Settings of " + group.product() + " / " + group.name(),
                        List.of(
                                "Another OS feed or update policy changes what the devices of the group are offered, within"
                                        + " seconds.",
                                "The audit log keeps what was before."),
                        "Save",
                        failure -> seen.refusal(failure, SettingWords::facts),
                        fields,
                        settings -> {
                            seen.change(tag -> client.change(catalog, group.product(), group.name(), tag, settings));
                            Toast.done("Saved");
                            changed.run();
                        })
                .open();
    }

    /** Creates a group of a product. */
    static void create(GroupClient client, String catalog, String product, Runnable changed) {
        TextField name = new TextField("Name");
        name.setPattern(NewDeviceGroup.NAME);
        name.setHelperText("1 to 50 letters and digits, and blanks between them");
        name.setRequired(true);
        name.setWidthFull();
        Fields fields = new Fields(USUAL);
        GroupDialog dialog = new GroupDialog(
                "Create a device group of " + product,
                List.of("Devices of a group get the same software."),
                "Create group",
                Refusal::words,
                fields,
                settings -> {
                    client.create(catalog, product, new NewDeviceGroup(name.getValue(), settings));
                    Toast.done("Group " + name.getValue() + " created");
                    changed.run();
                });
        dialog.showing(name);
        name.focus();
        dialog.open();
    }

    private static final class Fields {
        private final TextArea description = new TextArea("Description");
        private final Select<String> feed =
                select("OS feed", Map.of("Retail", "Retail", "RetailEval", "Evaluation, 14 days earlier"));
        private final Select<String> policy =
                select("Updates", Map.of("UpdateAll", "OS and applications", "No3rdPartyAppUpdates", "OS only"));
        private final Select<String> dumps =
                select("Crash dumps", Map.of("Disabled", "Not collected", "Enabled", "May be collected"));
        private final Select<String> region = select("Region", Map.of("None", "Anywhere", "EU", "European Union only"));

        Fields(GroupSettings settings) {
            description.setMaxLength(GroupSettings.MOST_DESCRIPTION);
            description.setWidthFull();
            description.setValue(settings.description());
            feed.setValue(settings.osFeedType());
            policy.setValue(settings.updatePolicy());
            dumps.setValue(settings.allowCrashDumpsCollection());
            region.setValue(settings.regionalDataBoundary());
        }

        private static Select<String> select(String label, Map<String, String> words) {
            Select<String> select = new Select<>();
            select.setLabel(label);
            select.setItems(words.keySet().stream().sorted().toList());
            select.setItemLabelGenerator(value -> words.getOrDefault(value, value));
            return select;
        }

        Div[] all() {
            Div updates = new Div(feed, policy);
            updates.addClassName("hf-form-row");
            Div data = new Div(dumps, region);
            data.addClassName("hf-form-row");
            return new Div[] {new Div(description), updates, data};
        }

        GroupSettings settings() {
            return new GroupSettings(
                    description.getValue(), feed.getValue(), policy.getValue(), dumps.getValue(), region.getValue());
        }
    }
}
