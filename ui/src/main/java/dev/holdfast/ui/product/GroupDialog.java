package dev.holdfast.ui.product;

import static dev.holdfast.ui.text.Texts.text;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.holdfast.contract.operator.policy.UpdatePolicyGroup;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.GroupSettings;
import dev.holdfast.contract.operator.product.NewDeviceGroup;
import dev.holdfast.contract.operator.product.SettingsImpact;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.Styled;
import dev.holdfast.ui.component.TargetEffect;
import dev.holdfast.ui.component.Toast;
import dev.holdfast.ui.shell.FormDialog;
import dev.holdfast.ui.shell.Versioned;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Edits the settings of a device group, or creates a group. */
public final class GroupDialog extends FormDialog {
    /** The settings that the form proposes for a new group. */
    private static final GroupSettings DEFAULTS =
            new GroupSettings("", "Retail", "UpdateAll", "Disabled", "None", false, "UTC");

    private final TextArea description = new TextArea(text("group-settings.description"));
    private final Select<String> feed = select("group-settings.os-feed", "Retail", "RetailEval");
    private final Select<String> policy =
            select("group-settings.updates", "UpdateAll", "No3rdPartyAppUpdates", "NoUpdates");
    private final Select<String> dumps = select("group-settings.crash-dumps", "Disabled", "Enabled");
    private final Select<String> region = select("group-settings.region", "EU", "None");

    private final ComboBox<String> timeZone = new ComboBox<>(text("group-settings.time-zone"));
    private final Checkbox approval = new Checkbox(text("group-settings.approval"));
    /** Says what another OS feed or update policy would do. */
    private final TargetEffect effect = new TargetEffect();

    private GroupDialog(String title, String verb) {
        super(title, verb);
    }

    /** Opens the dialog for a group. Runs {@code changed} after a change. */
    public static void change(GroupClient client, String catalog, DeviceGroupView group, Runnable changed) {
        Versioned<DeviceGroupView> seen = Versioned.of(() -> client.group(catalog, group.product(), group.name()));
        GroupDialog dialog = new GroupDialog(
                text("group-settings.title", group.product(), group.name()), text("group-settings.submit"));
        dialog.put(new Paragraph(text("group-settings.effect")));
        dialog.show(seen.now().settings());
        dialog.put(dialog.effect);
        Stream.of(dialog.feed, dialog.policy)
                .forEach(field -> field.addValueChangeListener(change ->
                        dialog.explain(client, catalog, group, seen.now().settings())));
        boolean protectedNow = seen.now().requiresApproval();
        dialog.approval.addValueChangeListener(
                change -> dialog.withApproval(protectedNow && !dialog.approval.getValue()));
        dialog.onFailure(failure -> seen.refusal(failure, SettingWords::facts));
        dialog.onSubmit(() -> {
                    seen.change(tag -> client.change(catalog, group.product(), group.name(), tag, dialog.settings()));
                    Toast.done(text("group-settings.done"));
                    changed.run();
                })
                .open();
    }

    static void create(GroupClient client, String catalog, String product, Runnable changed) {
        GroupDialog dialog = new GroupDialog(text("group-create.title", product), text("group-create.submit"));
        String rule = text("group-create.name-rule");
        TextField name = dialog.required(
                "name", new TextField(text("group-create.name")), value -> value.matches(NewDeviceGroup.NAME), rule);
        name.setHelperText(rule);
        dialog.show(DEFAULTS);
        dialog.onSubmit(() -> {
                    client.create(catalog, product, new NewDeviceGroup(stripped(name), dialog.settings()));
                    Toast.done(text("group-create.done", stripped(name)));
                    changed.run();
                })
                .open();
    }

    private void show(GroupSettings settings) {
        description.setMaxLength(GroupSettings.MAX_DESCRIPTION);
        field("description", description, text -> true, "");
        approval.setHelperText(text("group-settings.approval.hint"));
        timeZone.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
        timeZone.setHelperText(text("group-settings.time-zone.hint"));
        put(row(feed, policy), row(dumps, region), timeZone, approval);
        description.setValue(settings.description());
        feed.setValue(settings.osFeedType());
        policy.setValue(settings.updatePolicy());
        dumps.setValue(settings.allowCrashDumpsCollection());
        region.setValue(settings.regionalDataBoundary());
        timeZone.setValue(settings.timeZone());
        approval.setValue(Boolean.TRUE.equals(settings.requiresApproval()));
    }

    /** Shows the effect if OS feed or update policy differ from those now. */
    private void explain(GroupClient client, String catalog, DeviceGroupView group, GroupSettings now) {
        if (feed.getValue().equals(now.osFeedType()) && policy.getValue().equals(now.updatePolicy())) {
            effect.removeAll();
            return;
        }
        try {
            SettingsImpact impact = client.preview(catalog, group.product(), group.name(), settings());
            effect.show(impact.target(), more(impact));
        } catch (OperatorProblem refused) {
            effect.refuse(String.valueOf(refused.problem().detail()));
        }
    }

    private static List<String> more(SettingsImpact impact) {
        List<String> sentences = new ArrayList<>();
        if (impact.osByRollout()
                && impact.target().changes().stream().anyMatch(change -> change.newOsVersion() != null)) {
            sentences.add(text("group-settings.by-rollout"));
        }
        UpdatePolicyGroup updates = impact.updates();
        if (updates != null && updates.newlyHeld() > 0) {
            sentences.add(text("group-settings.newly-held", updates.newlyHeld()));
        }
        if (updates != null && updates.newlyOffered() > 0) {
            sentences.add(text("group-settings.newly-offered", updates.newlyOffered()));
        }
        return sentences;
    }

    private static Select<String> select(String key, String... values) {
        Select<String> select = new Select<>();
        select.setLabel(text(key));
        select.setItems(values);
        select.setItemLabelGenerator(value -> text(key + "." + value));
        return select;
    }

    private static Div row(Select<String> one, Select<String> other) {
        return Styled.div("hf-form-row", one, other);
    }

    private GroupSettings settings() {
        return new GroupSettings(
                stripped(description),
                feed.getValue(),
                policy.getValue(),
                dumps.getValue(),
                region.getValue(),
                approval.getValue(),
                timeZone.getValue());
    }

    /** Describes the settings of a device group. */
    public static final class SettingWords {
        private SettingWords() {}

        public static Facts facts(DeviceGroupView group) {
            return new Facts()
                    .with(text("group-settings.description"), group.description())
                    .with(text("group-settings.os-feed"), feed(group))
                    .with(text("group-settings.updates"), updates(group))
                    .with(text("group-settings.time-zone"), group.timeZone())
                    .with(text("group-settings.data"), data(group))
                    .with(text("group-settings.key-exchange"), keyExchange(group))
                    .with(text("group-settings.deployments"), deployments(group));
        }

        public static String feed(DeviceGroupView group) {
            boolean early = group.osFeedType().equals("RetailEval");
            String feed = text(early ? "group-settings.os-feed.evaluation" : "group-settings.os-feed.Retail");
            return group.feedIsOlder() ? text("group-settings.os-feed.older", feed) : feed;
        }

        public static String updates(DeviceGroupView group) {
            return text("group-settings.updates." + group.updatePolicy());
        }

        public static String data(DeviceGroupView group) {
            String dumps = group.allowCrashDumpsCollection().equals("Enabled") ? "dumps" : "no-dumps";
            return text("group-settings.data." + dumps
                    + (group.regionalDataBoundary().equals("EU") ? "-eu" : ""));
        }

        static String deployments(DeviceGroupView group) {
            return text("group-settings.deployments." + (group.requiresApproval() ? "approval" : "rules"));
        }

        static String keyExchange(DeviceGroupView group) {
            return text("group-settings.key-exchange." + (group.requiresPostQuantum() ? "post-quantum" : "any"));
        }
    }
}
