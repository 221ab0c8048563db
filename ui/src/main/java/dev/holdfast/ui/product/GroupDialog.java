package dev.holdfast.ui.product;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.NewDeviceGroup;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Seen;
import java.util.Map;

/** The settings of a device group, of an existing or of a new one. */
public final class GroupDialog extends FormDialog {
    private static final GroupSettings USUAL = new GroupSettings("", "Retail", "UpdateAll", "Disabled", "None");

    private final TextArea description = new TextArea("Description");
    private final Select<String> feed =
            select("OS feed", Map.of("Retail", "Retail", "RetailEval", "Evaluation, 14 days earlier"));
    private final Select<String> policy =
            select("Updates", Map.of("UpdateAll", "OS and applications", "No3rdPartyAppUpdates", "OS only"));
    private final Select<String> dumps =
            select("Crash dumps", Map.of("Disabled", "Not collected", "Enabled", "May be collected"));
    private final Select<String> region = select("Region", Map.of("None", "Anywhere", "EU", "European Union only"));

    private GroupDialog(String title, String verb) {
        super(title, verb);
    }

    /** Changes a group; {@code changed} is called when it was done. */
    public static void change(GroupClient client, String catalog, DeviceGroupView group, Runnable changed) {
        Seen<DeviceGroupView> seen = Seen.of(() -> client.group(catalog, group.product(), group.name()));
        GroupDialog dialog = new GroupDialog("Settings of " + group.product() + " / " + group.name(), "Save");
        dialog.put(new UnorderedList(
                new ListItem(
                        "Another OS feed or update policy changes what the devices of the group are offered, within"
                                + " seconds."),
                new ListItem("The audit log keeps what was before.")));
        dialog.show(seen.now().settings());
        dialog.refusing(failure -> seen.refusal(failure, SettingWords::facts));
        dialog.onSubmit(() -> {
                    seen.change(tag -> client.change(catalog, group.product(), group.name(), tag, dialog.settings()));
                    Toast.done("Saved");
                    changed.run();
                })
                .open();
    }

    static void create(GroupClient client, String catalog, String product, Runnable changed) {
        GroupDialog dialog = new GroupDialog("Create a device group of " + product, "Create group");
        String form = "1 to 50 letters and digits, and blanks between them";
        TextField name =
                dialog.required("name", new TextField("Name"), text -> text.matches(NewDeviceGroup.NAME), form);
        name.setHelperText(form);
        dialog.show(USUAL);
        dialog.onSubmit(() -> {
                    client.create(catalog, product, new NewDeviceGroup(stripped(name), dialog.settings()));
                    Toast.done("Group " + stripped(name) + " created");
                    changed.run();
                })
                .open();
    }

    private void show(GroupSettings settings) {
        description.setMaxLength(GroupSettings.MOST_DESCRIPTION);
        field("description", description, text -> true, "");
        put(row(feed, policy), row(dumps, region));
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

    private static Div row(Select<String> one, Select<String> other) {
        return Styled.div("hf-form-row", one, other);
    }

    private GroupSettings settings() {
        return new GroupSettings(
                stripped(description), feed.getValue(), policy.getValue(), dumps.getValue(), region.getValue());
    }

    /** The settings of a device group in words. */
    public static final class SettingWords {
        private SettingWords() {}

        public static Facts facts(DeviceGroupView group) {
            return new Facts()
                    .with("Description", group.description())
                    .with("OS feed", feed(group))
                    .with("Updates", updates(group))
                    .with("Data", data(group))
                    .with("Key exchange", group.requiresPostQuantum() ? "Post-quantum only" : "Any");
        }

        public static String feed(DeviceGroupView group) {
            return group.osFeedType().equals("RetailEval") ? "Evaluation" : "Retail";
        }

        public static String updates(DeviceGroupView group) {
            return group.updatePolicy().equals("UpdateAll") ? "OS and applications" : "OS only";
        }

        public static String data(DeviceGroupView group) {
            String dumps = group.allowCrashDumpsCollection().equals("Enabled") ? "Crash dumps" : "No crash dumps";
            return group.regionalDataBoundary().equals("EU") ? dumps + ", EU only" : dumps;
        }
    }
}
