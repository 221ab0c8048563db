package dev.holdfast.ui.device;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.holdfast.contract.operator.device.Block;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.product.NoGroup;
import dev.holdfast.ui.component.CopyButton;
import dev.holdfast.ui.component.DeviceIdText;
import dev.holdfast.ui.component.Facts;
import dev.holdfast.ui.component.GroupWords;
import dev.holdfast.ui.component.Panel;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.TimeText;
import dev.holdfast.ui.shell.Links;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a device is, where it belongs, and what it runs. */
final class SummaryPanel extends Div {
    SummaryPanel(String catalog, DeviceView device) {
        addClassName("hf-columns");
        DeviceQuery group = DeviceQuery.ALL.withProduct(device.product()).withGroup(device.group());
        add(new Panel(
                "Identity",
                new Facts()
                        .with(
                                "Device ID",
                                new DeviceIdText(device.id()),
                                new CopyButton(device.id().text(), "device ID"))
                        .with(
                                "Product",
                                NoGroup.isNamed(device.product())
                                        ? new Span("none")
                                        : listed(
                                                catalog,
                                                DeviceQuery.ALL.withProduct(device.product()),
                                                device.product()))
                        .with("Group", listed(catalog, group, GroupWords.name(device.group())))
                        .with("Tags", tags(catalog, device))
                        .with("Notes", notes(device))
                        .with("Manufacture", manufacture(device))
                        .with("Claimed", TimeText.full(device.claimedAt()))));
        add(new Panel(
                "Trust",
                new Facts()
                        .with(
                                "Health",
                                StatusBadge.ofHealth(device),
                                new Div(new Span(
                                        device.block() == null
                                                ? StatusBadge.meaning(device.health())
                                                : "An operator blocked it: it cannot connect.")))
                        .with("Since", TimeText.full(device.trustSince(), "–"))
                        .with("Last attestation", TimeText.full(device.lastAttestation(), "never"))
                        .with("Last contact", TimeText.full(device.lastSeen(), "never"))
                        .with("Key exchange", keyExchange(device))
                        .with("Blocked", blocked(device))
                        .with(
                                device.certificateExpires() == null ? "Certificate" : "Certificate expires",
                                certificate(device))));
        add(new Panel(
                "Software",
                new Facts()
                        .with("Update", update(device))
                        .with("Operating system", device.osVersion())
                        .with("Applications", applications(device))
                        .with(
                                "Capabilities",
                                device.capabilities().isEmpty() ? "none" : String.join(", ", device.capabilities()))
                        .with("Available operating system", device.lastAvailableOsVersion())
                        .with("Installed manifest", new Code(manifest(device.installedManifest())))
                        .with("Wanted manifest", new Code(manifest(device.targetManifest())))));
    }

    private static Component listed(String catalog, DeviceQuery devices, String words) {
        return new Anchor(Links.devices(catalog, devices.toParameters()), words);
    }

    private static Component[] tags(String catalog, DeviceView device) {
        return device.tags().isEmpty()
                ? new Component[] {new Span("none")}
                : device.tags().stream()
                        .map(tag -> new Anchor(
                                Links.devices(
                                        catalog,
                                        DeviceQuery.ALL.withText("tag:" + tag).toParameters()),
                                tag))
                        .flatMap(tag -> Stream.of(tag, new Text(" ")))
                        .toArray(Component[]::new);
    }

    private static Component notes(DeviceView device) {
        Div notes = new Div(device.notes().isEmpty() ? "none" : device.notes());
        notes.addClassName("hf-notes");
        return notes;
    }

    private static String manufacture(DeviceView device) {
        return device.manufacturingState().isEmpty() ? "not attested yet" : device.manufacturingState();
    }

    private static String applications(DeviceView device) {
        return device.applications().isEmpty()
                ? "none attested"
                : device.applications().stream()
                        .map(one ->
                                (one.name().isEmpty() ? one.component() : one.name()) + ", version " + one.version())
                        .collect(Collectors.joining("; "));
    }

    private static Component[] update(DeviceView device) {
        StatusBadge badge = StatusBadge.ofUpdate(device);
        return StatusBadge.isHeldBack(device)
                ? new Component[] {badge, new Div(new Span(StatusBadge.WHY_HELD))}
                : new Component[] {badge};
    }

    private static Component[] blocked(DeviceView device) {
        Block block = device.block();
        return block == null
                ? new Component[] {new Span("no")}
                : new Component[] {
                    TimeText.full(block.at()), new Div(new Span("by " + block.by() + ": " + block.reason()))
                };
    }

    private static Component[] certificate(DeviceView device) {
        Component expires = TimeText.full(device.certificateExpires(), "none");
        return device.block() == null || device.certificateExpires() == null
                ? new Component[] {expires}
                : new Component[] {expires, new Div(new Span("On hold while the device is blocked"))};
    }

    /** With what a quantum computer could not undo one day, or without. */
    private static String keyExchange(DeviceView device) {
        return switch (device.keyExchange()) {
            case "UNKNOWN" -> "not known yet";
            case "X25519MLKEM768" -> "X25519MLKEM768 (post-quantum)";
            default -> device.keyExchange() + " (not post-quantum)";
        };
    }

    private static String manifest(long version) {
        return version == 0 ? "none" : Long.toString(version);
    }
}
